// The scores of one pixel as bars: its logits, what softmax makes of them, and which one argmax takes.

/** @import { ScoresData } from "./data.js" */

import { element, write } from "../dom.js";
import { argmax, softmax } from "../score_grid/scores.js";

export class PixelScores {
  constructor() {
    /** @type {ScoresData} the classes of the logits that are here */
    this.classes = { names: [], colours: [], logits: "" };
    this.logits = new Float32Array(0);
    this.size = 0; // pixels
    this.largest = 1; // the largest size of any logit
    /** @type {ReturnType<typeof scoreRow>[]} by class id */
    this.rows = [];
    this.body = element("tbody", {});
    const head = ["Class", "Logit", "Softmax", "Argmax"].map((name) => element("th", { scope: "col" }, name));
    this.root = element("div",
      { class: "pw-scroll pw-probe-scores", tabindex: "0", role: "region", "aria-label": "Scores of the pixel", testid: "pw-probe-scores" },
      element("table", { class: "pw-rows pw-bars" }, element("thead", {}, element("tr", {}, ...head)), this.body));
  }

  /**
   * Take the names, the colours and float32 logits (classes, height · width), as bytes.
   * @param {ScoresData} classes
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  take(classes, bytes) {
    if (this.classes.logits === classes.logits) return;
    this.classes = classes;
    const { names, colours } = classes;
    this.logits = new Float32Array(bytes.buffer);
    this.size = this.logits.length / names.length;
    // One length for the same number at every pixel, so that the bars can be compared.
    this.largest = this.logits.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    this.rows = names.map((name, id) => scoreRow(name, colours[id]));
    this.body.replaceChildren(...this.rows.map(({ node }) => node));
  }

  /**
   * Show the pixel at this place, row by row from the top left corner; the answer in one sentence.
   * @param {number} place
   */
  show(place) {
    const { names } = this.classes;
    const logits = Array.from(names, (_, id) => this.logits[id * this.size + place]);
    const probs = softmax(logits.map((logit) => 10 * logit)); // it takes tenths
    const winner = argmax(logits);
    this.rows.forEach(({ node, bar, share, logit, prob, wins }, id) => {
      const length = 50 * logits[id] / this.largest;
      bar.style.left = `${50 + Math.min(0, length)}%`;
      bar.style.width = `${Math.abs(length)}%`;
      share.style.width = `${100 * probs[id]}%`;
      write(logit, logits[id].toFixed(2).replace("-", "−"));
      write(prob, probs[id].toFixed(4));
      write(wins, id === winner ? "wins" : "");
      node.classList.toggle("pw-won", id === winner);
    });
    return `${names[winner]} wins, softmax ${probs[winner].toFixed(2)}.`;
  }
}

/** The row of one class. @param {string} name @param {string} colour */
function scoreRow(name, colour) {
  const [bar, share] = [element("i", {}), element("i", {})];
  const [logit, prob, wins] = [element("span", {}), element("span", {}), element("span", {})];
  const node = element("tr", {},
    element("th", { scope: "row" }, element("span", { class: "pw-swatch", style: `background: ${colour}` }), name),
    element("td", {}, element("span", { class: "pw-bar pw-signed pw-probe-bar" }, bar), logit),
    element("td", {}, element("span", { class: "pw-bar pw-probe-bar" }, share), prob),
    element("td", {}, wins));
  return { node, bar, share, logit, prob, wins };
}
