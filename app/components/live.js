// What components are told of changes in a class, over one connection for all tabs of a browser.
//
//     const stop = listen(classroom, (topic) => { if (topic === "pace" || topic === "all") look(); });
//
// A browser has six connections to a server that speaks HTTP/1.1, for all tabs together: a stream for each tab would
// leave none for the rest. So a shared worker holds it. A browser without one (Chrome for Android) has a stream for
// each tab that can be seen.

import { Stream } from "./live_stream.js";

/** @typedef {import("./live_stream.js").Tell} Tell */

/**
 * @typedef {object} Listening what listens at one address in this page
 * @property {Set<Tell>} callbacks
 * @property {Set<string>} missed topics that came while nobody saw the page
 */

/** @type {Map<string, Listening>} by address */
const here = new Map();

/** @type {{ listen: (address: string) => void, leave: (address: string) => void } | undefined} */
let source;

/**
 * Call `callback` with the topic of each change in a class; what this returns ends that.
 *
 * The first topic is `all`, soon after the call, and it comes again after each gap: look at everything then. While
 * nobody can see the page nothing is called; what came meanwhile is told, each topic once, when it is seen again.
 * @param {string} classroom the class's id
 * @param {Tell} callback
 * @returns {() => void}
 */
export function listen(classroom, callback) {
  const address = new URL(`live/${classroom}`, document.baseURI).href;
  source ??= begin();
  let listening = here.get(address);
  if (listening && document.hidden) {
    listening.missed.add("all");
  } else if (listening) {
    queueMicrotask(() => { if (callbacks.has(callback)) callback("all"); });
  } else {
    listening = { callbacks: new Set(), missed: new Set() };
    here.set(address, listening);
    source.listen(address);
  }
  const { callbacks } = listening;
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size || here.get(address) !== listening) return;
    here.delete(address);
    source?.leave(address);
  };
}

/** @param {string} address @param {string} topic */
function tell(address, topic) {
  const listening = here.get(address);
  if (!listening) return;
  if (document.hidden) {
    listening.missed.add(topic);
    return;
  }
  for (const callback of [...listening.callbacks]) callback(topic);
}

function begin() {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    for (const [address, { missed }] of here) {
      const topics = missed.has("all") ? ["all"] : [...missed];
      missed.clear();
      for (const topic of topics) tell(address, topic);
    }
  });
  if (typeof SharedWorker === "undefined") return ofThisTab();
  try {
    return shared(() => {
      source = ofThisTab();
      for (const address of here.keys()) source.listen(address);
    });
  } catch {
    return ofThisTab();
  }
}

/** The streams of a worker that all tabs share; `fail` is called if it cannot be had. @param {() => void} fail */
function shared(fail) {
  const worker = new SharedWorker(new URL("./live_worker.js", import.meta.url), { type: "module", name: "live" });
  const { port } = worker;
  worker.onerror = fail;
  port.onmessage = ({ data }) => tell(data.address, data.topic);
  // A page that goes away says so; one that is taken back out of the browser's memory listens anew.
  addEventListener("pagehide", () => {
    for (const address of here.keys()) port.postMessage({ leave: address });
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const address of here.keys()) port.postMessage({ listen: address });
  });
  return {
    /** @param {string} address */
    listen: (address) => port.postMessage({ listen: address }),
    /** @param {string} address */
    leave: (address) => port.postMessage({ leave: address }),
  };
}

/** Streams of this tab's own, while it can be seen. */
function ofThisTab() {
  /** @type {Map<string, Stream | null>} by address; null while the tab is hidden */
  const streams = new Map();
  const open = (/** @type {string} */ address) =>
    new Stream(address, (/** @type {string} */ topic) => tell(address, topic));
  document.addEventListener("visibilitychange", () => {
    for (const [address, stream] of streams) {
      stream?.close();
      streams.set(address, document.hidden ? null : open(address));
    }
  });
  return {
    /** @param {string} address */
    listen: (address) => { streams.set(address, document.hidden ? null : open(address)); },
    /** @param {string} address */
    leave: (address) => {
      streams.get(address)?.close();
      streams.delete(address);
    },
  };
}
