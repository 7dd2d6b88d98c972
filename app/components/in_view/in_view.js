// The places of parts of a page that are sent later: a part is asked for when the learner comes near its place, and
// once the page has been quiet for a while, so that the browser's search, a printer and a screen reader get all of it.

/** @import { InViewData } from "./data.js" */
/** @typedef {import("../life_cycle.js").Send<"near" | "quiet">} Send */

import { element, addStyles } from "../dom.js";
await addStyles(import.meta.url, "./in_view.css");

const AHEAD = "100%"; // of the height of the window: how near is near
const CALM = 300; // milliseconds
const SOON = 10_000; // milliseconds
const TICK = 500; // milliseconds
const PATIENCE = 3000; // milliseconds that an idle app may leave a wish unanswered
const OPEN_LIST = "[role=listbox]";
const ACTIVITY = ["pointerdown", "keydown", "wheel", "touchmove", "scroll"];

/** One place: what it stands for, and why its part is wanted, once it is. */
class Place {
  /** @type {"near" | "quiet" | undefined} */
  why;
  calls = 0;
  hasFocus = false;

  /** @param {HTMLElement} parent @param {InViewData} data @param {Send} send */
  constructor(parent, data, send) {
    this.parent = parent;
    this.data = data;
    this.send = send;
    this.block = blockOf(parent);
    // What tells that a part is here stands in a block of its own inside that of the part.
    if (data.here) this.block = blockOf(this.block.parentElement ?? this.block);
  }

  /** What has to come near: the place itself, or a part that is here. */
  get target() {
    return this.data.here ? this.block : this.parent;
  }

  /** @param {"near" | "quiet"} why */
  ask(why) {
    this.why ??= why;
    askNext();
  }
}

/** @type {Map<HTMLElement, Place>} the places on the page, by the element that Streamlit hands out */
const places = new Map();
let active = performance.now();
/** When all was wanted last; what finds its place soon after is wanted too. */
let searched = -Infinity;
let touched = -Infinity; // when the learner last did something that a page may answer
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;
/** @type {Place | undefined} what has been asked for and has not come yet */
let underWay;
let asked = 0;

/**
 * Ask for the first part that is wanted, once the one before has come: of several messages at once, Streamlit would
 * run the fragment of one.
 */
function askNext() {
  if (underWay && places.get(underWay.parent) === underWay) return;
  // A message that goes out together with what the learner does would take the rerun that this asks for.
  clearTimeout(later);
  const still = performance.now() - touched;
  if (still < CALM) {
    later = setTimeout(askNext, CALM - still + 1);
    return;
  }
  underWay = inOrder().find((place) => place.why);
  asked = performance.now();
  if (underWay?.why) underWay.send("wanted", underWay.why);
}

/** The part of the page that the place and what follows it stand in. @param {HTMLElement} parent */
function blockOf(parent) {
  /** @type {HTMLElement | null} */
  const block = parent.closest("[data-testid=stVerticalBlock]");
  return block ?? parent;
}

function inOrder() {
  const follows = (/** @type {Node} */ one, /** @type {Node} */ other) =>
    one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  return [...places.values()].sort((one, other) => follows(one.parent, other.parent));
}

/** The places whose parts are not here yet, from top to bottom. */
function open() {
  return inOrder().filter(({ data }) => !data.here);
}

function askForAll() {
  searched = performance.now();
  for (const place of open()) place.ask("near");
}

/** The part that is here and has this inside it is where the learner is. @param {EventTarget | null} inside */
function noticeIn(inside) {
  for (const place of places.values()) {
    if (place.data.here && inside instanceof Node && place.block.contains(inside)) place.ask("near");
  }
}

/** @type {IntersectionObserver | undefined} */
let observer;
/** @type {Element | null} */
let observed = null;

/** What tells when a place comes near: the page scrolls inside an element of Streamlit's, not with the window. */
function nearness() {
  const root = document.querySelector("[data-testid=stMain]");
  if (!observer || observed !== root) {
    observer?.disconnect();
    observed = root;
    const tell = (/** @type {IntersectionObserverEntry[]} */ entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        for (const place of places.values()) if (place.target === target) place.ask("near");
      }
    };
    observer = new IntersectionObserver(tell, { root, rootMargin: `${AHEAD} 0px` });
  }
  return observer;
}

function isIdle() {
  /** @type {HTMLElement | null} */
  const app = document.querySelector("[data-testid=stApp]");
  return app?.dataset.testScriptState === "notRunning" && document.visibilityState === "visible";
}

function tick() {
  if (!places.size) {
    clearInterval(ticking);
    ticking = undefined;
    return;
  }
  if (!isIdle()) return;
  if (performance.now() - asked > PATIENCE) { // it got lost
    underWay = undefined;
    askNext();
  }
  const [first] = open();
  if (!first || underWay || document.querySelector(OPEN_LIST)) return; // what arrives would close it
  if (performance.now() - active > 1000 * first.data.patience) first.ask("quiet");
}

/** @type {ReturnType<typeof setInterval> | undefined} */
let ticking;

for (const kind of ACTIVITY) {
  window.addEventListener(kind, () => { active = performance.now(); }, { capture: true, passive: true });
}
for (const kind of ["pointerdown", "pointerup", "click", "keydown", "input", "change"]) {
  window.addEventListener(kind, () => { touched = performance.now(); }, { capture: true, passive: true });
}
for (const kind of ["pointerdown", "focusin"]) {
  window.addEventListener(kind, ({ target }) => noticeIn(target), { capture: true, passive: true });
}
window.addEventListener("beforeprint", askForAll);
window.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && (key === "f" || key === "p")) askForAll();
  if (key !== "tab") return;
  const at = document.activeElement;
  const next = open().find(({ parent }) =>
    at && at.compareDocumentPosition(parent) & Node.DOCUMENT_POSITION_FOLLOWING);
  next?.ask("near"); // before the focus is there
}, { capture: true });

/** @type {Map<string, number>} by name: the height of a part when it was shown last */
const heights = new Map();

/** Note how high a part is, now and whenever that changes. @param {HTMLElement} block @param {string} name */
function watchHeight(block, name) {
  const sizes = new ResizeObserver(() => {
    if (!block.isConnected || block.dataset.inView !== undefined) sizes.disconnect();
    else heights.set(name, block.offsetHeight);
  });
  sizes.observe(block);
}

/**
 * Keep the space of a part that is yet to come. The Tab key leads there; who waits goes on inside the part, and who
 * presses it again passes it by.
 * @param {Place} place
 */
function keepFree(place) {
  const { parent, block, data } = place;
  const line = element("p", { class: "pw-in-view", tabindex: "0" }, "This part follows in a moment.");
  line.addEventListener("focus", () => {
    place.hasFocus = true;
    place.ask("near");
  });
  // It also loses the focus as it is taken away, and is still there at that moment.
  line.addEventListener("blur", () => setTimeout(() => { place.hasFocus = !line.isConnected; }));
  parent.replaceChildren(line);
  block.dataset.inView = data.name;
  block.style.minHeight = `${heights.get(data.name) ?? data.height}px`;
}

/** Give the space free again once the part that took the place has come. @param {Place} place */
function release({ block, data, hasFocus }) {
  delete block.dataset.inView;
  if (hasFocus && document.activeElement === document.body) {
    block.tabIndex = -1;
    block.focus({ preventScroll: true });
  }
  let before = -1;
  const settled = setInterval(() => {
    if (!block.isConnected || block.dataset.inView !== undefined) return clearInterval(settled);
    const bottom = block.lastElementChild?.getBoundingClientRect().bottom ?? 0;
    const height = bottom - block.getBoundingClientRect().top;
    if (isIdle() && height > 0 && height === before) {
      clearInterval(settled);
      block.style.minHeight = "";
      watchHeight(block, data.name);
    }
    before = height;
  }, TICK / 2);
}

/** @param {import("../life_cycle.js").Mount<InViewData, "near" | "quiet">} mount */
export default function inView({ data, parentElement, setTriggerValue }) {
  let place = places.get(parentElement);
  if (!place || place.data.name !== data.name || place.data.turn !== data.turn || place.data.here !== data.here) {
    place = new Place(parentElement, data, setTriggerValue);
    places.set(parentElement, place);
    active = performance.now();
    if (!data.here) keepFree(place);
    const all = !data.here && active - searched < SOON;
    if (all || typeof IntersectionObserver === "undefined") place.ask("near");
    else {
      nearness().unobserve(place.target);
      nearness().observe(place.target);
    }
  }
  place.data = data;
  place.send = setTriggerValue;
  ticking ??= setInterval(tick, TICK);
  const here = place;
  const call = ++here.calls;
  return () => {
    // Streamlit also runs the clean-up of a call that a later call has overtaken.
    if (here.calls !== call || places.get(parentElement) !== here) return;
    observer?.unobserve(here.target);
    places.delete(parentElement);
    askNext();
    if (!data.here) release(here);
  };
}
