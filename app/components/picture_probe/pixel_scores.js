// The scores of one pixel as bars: its logits, what softmax makes of them, and which one argmax takes.

import { element, write } from "../dom.js";
import { argmax, softmax } from "../score_grid/scores.js";

export class PixelScores {
  constructor() {
    this.body = element("tbody", {});
    const head = ["Class", "Logit", "Softmax", "Argmax"].map((name) => element("th", { scope: "col" }, name));
    this.root = element("div",
      { class: "pw-scroll pw-probe-scores", tabindex: "0", role: "region", "aria-label": "Scores of the pixel", testid: "pw-probe-scores" },
      element("table", { class: "pw-rows pw-bars" }, element("thead", {}, element("tr", {}, ...head)), this.body));
  }

  /** Take the names, the colours and float32 logits (classes, height · width), as bytes. */
  take({ names, colours, logits }, bytes) {
    if (this.taken === logits) return;
    this.taken = logits;
    this.logits = new Float32Array(bytes.buffer);
    this.names = names;
    this.count = names.length;
    this.size = this.logits.length / this.count;
    // One length for the same number at every pixel, so that the bars can be compared.
    this.largest = this.logits.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    this.rows = names.map((name, id) => {
      const [bar, share] = [element("i", {}), element("i", {})];
      const [logit, prob, wins] = [0, 1, 2].map(() => element("span", {}));
      const node = element("tr", {},
        element("th", { scope: "row" }, element("span", { class: "pw-swatch", style: `background: ${colours[id]}` }), name),
        element("td", {}, element("span", { class: "pw-bar pw-signed pw-probe-bar" }, bar), logit),
        element("td", {}, element("span", { class: "pw-bar pw-probe-bar" }, share), prob),
        element("td", {}, wins));
      return { node, bar, share, logit, prob, wins };
    });
    this.body.replaceChildren(...this.rows.map(({ node }) => node));
  }

  /** Show the pixel at this place, row by row from the top left corner; the answer in one sentence. */
  show(place) {
    const logits = Array.from({ length: this.count }, (_, id) => this.logits[id * this.size + place]);
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
    return `${this.names[winner]} wins, softmax ${probs[winner].toFixed(2)}.`;
  }
}
