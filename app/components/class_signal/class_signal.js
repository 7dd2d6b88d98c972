// Tells Python that something changed in a class, so that the fragment around it runs again. Nothing to see.

/** @import { SignalData, SignalMessage } from "./data.js" */

import { element } from "../dom.js";
import { mounted } from "../life_cycle.js";
import { listen } from "../live.js";

const GAP = 500; // milliseconds between two runs; what changes meanwhile makes one
const APART = 150; // milliseconds by which those of one page run one after another: Streamlit takes one at a time

let signals = 0;

class ClassSignal {
  constructor() {
    this.classroom = "";
    this.count = 0;
    this.gap = GAP + APART * (signals++ % 5);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.later = undefined;
    this.begun = false; // the first word of a stream is `all`, and what is drawn is new then
    /** @type {Set<string>} */
    this.topics = new Set();
    this.root = element("span", { hidden: true });
  }

  /** @param {SignalData} data @param {import("../life_cycle.js").Send<SignalMessage>} send */
  update(data, send) {
    /** @type {import("../life_cycle.js").Send<SignalMessage>} */
    this.send = send;
    this.topics = new Set([...data.topics, "all"]);
    if (data.classroom === this.classroom) return;
    this.stop?.();
    this.classroom = data.classroom;
    this.begun = false;
    this.stop = listen(data.classroom, (/** @type {string} */ topic) => this.hear(topic));
  }

  /** @param {string} topic */
  hear(topic) {
    const isFirst = !this.begun;
    this.begun = true;
    if ((isFirst && topic === "all") || !this.topics.has(topic)) return;
    this.later ??= setTimeout(() => {
      this.later = undefined;
      this.count += 1;
      this.send?.("changed", { count: this.count });
    }, this.gap);
  }

  leave() {
    clearTimeout(this.later);
    this.stop?.();
  }
}

export default mounted(ClassSignal);
