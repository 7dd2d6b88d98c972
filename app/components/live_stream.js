// A stream of changes from the server (`app/live/routes.py`), which comes back by itself after each gap.

/** @typedef {(topic: string) => void} Tell */

const FIRST_WAIT = 1_000; // milliseconds until a lost stream is tried again; then twice as long, and so on
const LONGEST_WAIT = 60_000;
const SILENCE = 50_000; // the server gives a sign of life every 20 seconds

/** One stream. The server begins each with the topic `all`, so after a gap everything is looked at again. */
export class Stream {
  /**
   * @param {string} address
   * @param {Tell} tell
   */
  constructor(address, tell) {
    this.address = address;
    this.tell = tell;
    this.wait = FIRST_WAIT;
    /** @type {EventSource | null} */
    this.source = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.open();
  }

  open() {
    const source = new EventSource(this.address);
    this.source = source;
    source.onmessage = (event) => {
      this.watch();
      this.tell(JSON.parse(event.data).topic);
    };
    source.addEventListener("beat", () => {
      this.wait = FIRST_WAIT; // it held for a while
      this.watch();
    });
    // The browser would try again at once and for ever, all of a class at the same moment.
    source.onerror = () => this.lose();
    this.watch();
  }

  /** Take the stream for lost after some silence: a network that went away closes no connection. */
  watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lose(), SILENCE);
  }

  lose() {
    this.close();
    this.timer = setTimeout(() => this.open(), this.wait * (0.5 + Math.random()));
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }
}

/**
 * The streams of a browser, each shared by all of its tabs that listen. A tab is a port to it.
 *
 * A tab sends `{listen: address}`, later `{leave: address}`, and is told `{address, topic}`.
 */
export class Board {
  constructor() {
    /** @type {Map<string, { stream: Stream, ports: Set<MessagePort> }>} by address */
    this.shared = new Map();
  }

  /** @param {MessagePort} port */
  connect(port) {
    port.onmessage = ({ data }) => {
      if (data.listen) this.listen(port, data.listen);
      else this.leave(port, data.leave);
    };
    // Of a tab that crashed only newer browsers tell.
    port.addEventListener("close", () => {
      for (const address of [...this.shared.keys()]) this.leave(port, address);
    });
  }

  /** @param {MessagePort} port @param {string} address */
  listen(port, address) {
    const here = this.shared.get(address);
    if (here) {
      here.ports.add(port);
      port.postMessage({ address, topic: "all" });
      return;
    }
    const ports = new Set([port]);
    const stream = new Stream(address, (topic) => {
      for (const each of ports) each.postMessage({ address, topic });
    });
    this.shared.set(address, { stream, ports });
  }

  /** @param {MessagePort} port @param {string} address */
  leave(port, address) {
    const here = this.shared.get(address);
    if (!here?.ports.delete(port) || here.ports.size) return;
    here.stream.close();
    this.shared.delete(address);
  }
}
