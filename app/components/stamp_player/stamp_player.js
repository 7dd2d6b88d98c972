// The stamp player: a transposed convolution, played. Python sends the output after every stamp; this side
// moves through them at the screen's own pace and tells Python only of numbers that the learner edits.

/** @import { PlayerHeader, PlayerMessage } from "./data.js" */
/** @import { Colours } from "./drawing.js" */
/** @typedef {{ title: string, body: HTMLElement, node: HTMLElement, inputs: HTMLInputElement[], numbers: number[][], columns: number }} Part input or kernel: its fields, and the numbers in them */
/** @typedef {{ given: number[][], kernel: number[][], changes: number }} Numbers */

import { element, write, count, addStyles } from "../dom.js";
import { mounted, soon } from "../life_cycle.js";
import { unpack } from "../packing.js";
import { newestOf, keepNewest } from "../newest.js";
import * as drawing from "./drawing.js";
await addStyles(import.meta.url, "../look.css", "../mask_painter/mask_painter.css", "./stamp_player.css");

const STAMP = 1000; // milliseconds from one stamp to the next while playing
const STEP = 450; // … and after a press of Step
const DROP = 0.45; // the share of that time in which the stamp comes down
const GAP = 28;
const NAMED = 144; // of larger maps, a screen reader is told the shape only

let players = 0; // for ids that are unique on the page

class StampPlayer {
  constructor() {
    this.id = `pw-stamps-${++players}`;
    this.at = 0; // stamps put so far; a fraction while one comes down
    this.heading = 0; // where the animation under way ends
    this.playing = false;
    /** @type {string | null} the setting whose veil the learner lifted */
    this.opened = null;
    this.input = this.part("Input");
    this.kernel = this.part("Kernel");
    this.output = this.map("Output", "pw-stamps-output");
    this.counts = this.map("Stamps that reach each cell", "pw-stamps-counts");
    this.maps = element("div", { class: "pw-stamps-figures" }, this.output.node, this.counts.node);
    this.veil = element("div", { class: "pw-stamps-veil", testid: "pw-stamps-veil" });
    this.back = this.button("Back", () => this.jump(Math.ceil(this.at) - 1));
    this.play = this.button("Play", () => this.toggle(), " pw-stamps-play");
    this.step = this.button("Step", () => this.next());
    this.place = element("input", {
      type: "range", min: "0", step: "1", class: "pw-stamps-place", "aria-label": "Stamps put so far",
      testid: "pw-stamps-place",
    });
    this.place.addEventListener("input", () => this.jump(Number(this.place.value)));
    this.progress = element("span", { class: "pw-quiet pw-stamps-told", testid: "pw-stamps-told" });
    this.sentence = element("p", { class: "pw-stamps-said", "aria-live": "polite", testid: "pw-stamps-said" });
    this.summary = element("p", { class: "pw-stamps-summary", testid: "pw-stamps-summary" });
    this.figures = element("div", { class: "pw-stamps-figures" },
      this.input.node, this.kernel.node, this.maps, this.veil);
    this.root = element("div", { class: "pw-component pw-stamps", role: "group", testid: "pw-stamps" },
      this.figures,
      element("div", { class: "pw-stamps-controls" }, this.back, this.play, this.step, this.place, this.progress),
      this.sentence, this.summary);
  }

  /** @param {string} title @returns {Part} */
  part(title) {
    return { title, ...this.figure(title), inputs: [], numbers: [], columns: 0 };
  }

  /** @param {string} title @param {Node[]} content */
  figure(title, ...content) {
    const body = element("div", {}, ...content);
    return { body, node: element("figure", {}, element("figcaption", {}, title), body) };
  }

  /** @param {string} title @param {string} testid */
  map(title, testid) {
    const canvas = element("canvas", { class: "pw-stamps-canvas", role: "img", testid });
    return { title, canvas, ...this.figure(title, canvas) };
  }

  /** @param {string} text @param {() => void} action @param {string} [look] */
  button(text, action, look = "") {
    const button = element("button", {
      type: "button", class: `pw-button${look}`, testid: `pw-stamps-${text.toLowerCase()}`,
    }, text);
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      this.lift();
      action();
    });
    return button;
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes @param {import("../life_cycle.js").Send<PlayerMessage>} send */
  update(bytes, send) {
    /** @type {import("../life_cycle.js").Send<PlayerMessage>} */
    this.send = send;
    /** @type {import("../packing.js").Packed<PlayerHeader>} */
    const { header, rest } = unpack(bytes);
    const rebuilt = this.data?.setting !== header.setting;
    const stamps = header.cells.length;
    const size = header.output[0] * header.output[1];
    /** @type {PlayerHeader | undefined} */
    this.data = header;
    /** @type {number} how many stamps there are */
    this.stamps = stamps;
    // A view of floats has to begin at a multiple of eight bytes; a copy does.
    /** @type {Float64Array} the output after each stamp */
    this.outputs = new Float64Array(rest.slice(0, stamps * size * 8).buffer);
    /** @type {Uint8Array} how many stamps reach each cell, after each stamp */
    this.overlaps = rest.slice(stamps * size * 8);
    /** @type {number} */
    this.largest = this.outputs.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (rebuilt) {
      this.at = this.heading = 0;
      this.playing = false;
    }
    /** @type {Numbers} */
    const now = newestOf(header.revision, header);
    /** @type {number} */
    this.changes = now.changes;
    this.fields(this.input, now.given, rebuilt, header.largest);
    this.fields(this.kernel, now.kernel, rebuilt, header.largest);
    this.root.setAttribute("aria-label", header.label);
    this.place.max = String(stamps);
    write(this.summary, header.summary);
    /** @type {Colours | null} */
    this.colours = null; // the theme may be another
    this.layOut();
  }

  /**
   * The numbers of input or kernel, each in a field of its own.
   * @param {Part} part
   * @param {number[][]} rows
   * @param {boolean} rebuilt
   * @param {number} largest
   */
  fields(part, rows, rebuilt, largest) {
    if (rebuilt || part.inputs.length !== rows.flat().length) {
      part.inputs = rows.flatMap((row, at) => row.map((_, beside) => this.field(part, at, beside, largest)));
      const grid = element("div", { class: "pw-stamps-cells", role: "group", "aria-label": part.title }, ...part.inputs);
      grid.style.gridTemplateColumns = `repeat(${rows[0].length}, minmax(0, 44px))`;
      part.body.replaceChildren(grid);
    }
    part.numbers = rows.map((row) => [...row]);
    part.columns = rows[0].length;
    part.inputs.forEach((input, at) => {
      const value = String(rows[Math.floor(at / part.columns)][at % part.columns]);
      // A number that is being typed is not ours to change.
      if (input !== document.activeElement || !input.dataset.typed) input.value = value;
    });
  }

  /** @param {Part} part @param {number} row @param {number} column @param {number} largest */
  field(part, row, column, largest) {
    const input = element("input", {
      type: "number", step: "any", min: -largest, max: largest,
      "aria-label": `${part.title}, row ${row + 1}, column ${column + 1}`,
      testid: `pw-stamps-${part.title.toLowerCase()}-${row}-${column}`,
    });
    input.addEventListener("input", () => { input.dataset.typed = "1"; });
    input.addEventListener("change", () => this.edit(part, input, row, column, largest));
    input.addEventListener("keydown", (event) => event.stopPropagation());
    input.addEventListener("wheel", (event) => {
      if (input === document.activeElement) event.preventDefault(); // scrolling the page changes no number
    });
    return input;
  }

  /** @param {Part} part @param {HTMLInputElement} input @param {number} row @param {number} column @param {number} largest */
  edit(part, input, row, column, largest) {
    if (!this.data) return;
    const value = Math.round(input.valueAsNumber * 100) / 100;
    delete input.dataset.typed;
    if (!(Math.abs(value) <= largest)) { // an empty or unreadable field is NaN
      input.value = String(part.numbers[row][column]);
      write(this.sentence, `Type a number from −${largest} to ${largest}.`);
      return;
    }
    input.value = String(value);
    if (value === part.numbers[row][column]) return;
    part.numbers[row][column] = value;
    this.changes++;
    const [given, kernel] = [this.input.numbers, this.kernel.numbers];
    keepNewest(this.data.revision, { given, kernel, changes: this.changes });
    this.send("edited", {
      revision: this.data.revision, changes: this.changes, given: given.flat(), kernel: kernel.flat(),
    });
  }

  get veiled() {
    if (!this.data?.veil) return false;
    const { veil, setting } = this.data;
    return veil.locked || this.opened !== setting;
  }

  lift() {
    if (this.data && !this.data.veil?.locked && this.veiled) {
      this.opened = this.data.setting;
      this.layOut();
    }
  }

  layOut() {
    const room = this.root.clientWidth;
    if (!this.data || !room) return;
    const { output: [rows, columns], cut: [before, after], veil } = this.data;
    const veiled = this.veiled;
    this.veil.hidden = !veiled;
    write(this.veil, veil?.sentence ?? "");
    this.maps.hidden = veiled;
    this.summary.hidden = veiled;
    this.lock(veiled && Boolean(veil?.locked));
    // Both maps in one row where their cells stay large enough to hold a number.
    const wide = columns + before[1] + after[1];
    const half = drawing.cellFor(wide, (room - GAP) / 2);
    /** @type {number} */
    this.cell = half >= 22 ? half : drawing.cellFor(wide, room);
    /** @type {{ rows: number, columns: number }} */
    this.sides = { rows: rows + before[0] + after[0], columns: wide };
    this.draw();
  }

  /** @param {boolean} locked */
  lock(locked) {
    this.place.disabled = locked;
    for (const button of [this.back, this.play, this.step]) button.setAttribute("aria-disabled", String(locked));
  }

  toggle() {
    if (this.playing) {
      this.go(Math.ceil(this.at), STEP); // the stamp that is coming down lands first
      return;
    }
    if (this.at >= this.stamps) this.at = 0;
    this.go(this.stamps, STAMP, true);
  }

  /** One stamp more; of one that is still coming down, the rest is skipped. */
  next() {
    const from = this.playing ? Math.floor(this.at) : this.heading;
    this.at = Math.max(this.at, Math.min(this.stamps, from));
    this.go(from + 1, STEP);
  }

  /** @param {number} to */
  jump(to) {
    this.lift();
    this.playing = false;
    this.at = this.heading = Math.min(this.stamps, Math.max(0, to));
    soon(this, () => this.draw());
  }

  /**
   * Put stamps until `to` are there, one in `pace` milliseconds.
   * @param {number} to
   * @param {number} pace
   */
  go(to, pace, playing = false) {
    this.heading = Math.min(this.stamps, to);
    this.playing = playing;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (calm && !playing) {
      this.jump(this.heading);
      return;
    }
    /** @type {number | null} */
    let last = null;
    const frame = (/** @type {number} */ now) => {
      if (playing !== this.playing) return;
      this.at = Math.min(this.heading, this.at + (last === null ? 0 : Math.min(100, now - last)) / pace);
      last = now;
      // Adding up shares of a second must not stop a hair before a whole stamp.
      if (this.heading - this.at < 1e-6) this.at = this.heading;
      if (this.at === this.heading) this.playing = false;
      this.draw(calm);
      if (this.at < this.heading) soon(this, frame);
    };
    soon(this, frame);
  }

  draw(calm = false) {
    const { cell, sides, data } = this;
    if (!data || !cell || !sides) return; // there was no room yet
    if (this.veiled) {
      this.show();
      return;
    }
    const { output: [rows, columns], cut: [before], most } = data;
    const colours = this.colours ??= this.pageColours();
    const put = Math.floor(this.at);
    const on = this.at - put; // how far the next stamp is
    const landed = on > DROP || (calm && on > 0) ? put + 1 : put;
    const size = rows * columns;
    for (const { map, values, largest } of [
      { map: this.output, values: this.outputs, largest: this.largest },
      { map: this.counts, values: this.overlaps, largest: most },
    ]) {
      const at = (/** @type {number} */ row, /** @type {number} */ column) =>
        (landed ? values[(landed - 1) * size + row * columns + column] : 0);
      const context = drawing.prepare(map.canvas, sides.rows, sides.columns, cell);
      context.translate(before[1] * cell, before[0] * cell);
      drawing.drawMap(context, { rows, columns, cell, largest, colours, at });
      context.strokeStyle = colours.text;
      context.lineWidth = 1;
      context.strokeRect(0, 0, columns * cell, rows * cell);
      const stamp = on > 0 ? put : put - 1;
      if (stamp < 0) continue;
      const counting = map === this.counts;
      drawing.drawStamp(context, {
        patch: counting ? data.patches[stamp].map((row) => row.map(() => 1)) : data.patches[stamp],
        first: data.firsts[stamp],
        dilation: data.dilation,
        cell,
        largest,
        colours,
        height: on > 0 && landed === put ? (1 - on / DROP) ** 2 : 0,
        inside: ([row, column]) => row >= 0 && row < rows && column >= 0 && column < columns,
      });
    }
    count(this.root, "paints");
    this.show();
  }

  /** What stands in words; only at rest, so that a screen reader is not flooded while it plays. */
  show() {
    if (!this.data) return;
    const { sentences, cells, output: [rows, columns] } = this.data;
    const put = Math.ceil(this.at);
    const resting = this.at === put && !this.playing;
    write(this.play, this.playing ? "Pause" : this.at >= this.stamps && this.stamps ? "Play again" : "Play");
    write(this.progress, `Stamp ${put} of ${this.stamps}`);
    this.place.value = String(put);
    this.place.setAttribute("aria-valuetext", `${put} of ${this.stamps}`);
    const now = put && !this.veiled ? cells[put - 1] : null;
    const place = now?.join();
    if (this.marked !== place) {
      /** @type {string | undefined} the row and column of the input cell that is marked */
      this.marked = place;
      this.input.inputs.forEach((input, at) => {
        const here = [Math.floor(at / this.input.columns), at % this.input.columns].join();
        input.classList.toggle("pw-stamps-now", here === place);
      });
    }
    this.sentence.setAttribute("aria-live", this.playing ? "off" : "polite");
    write(this.sentence, now ? sentences[put - 1] : "");
    if (!resting || this.veiled) return;
    for (const { map, values } of [
      { map: this.output, values: this.outputs }, { map: this.counts, values: this.overlaps },
    ]) {
      map.canvas.setAttribute("aria-label",
        `${map.title}, ${rows} × ${columns}, after ${put} of ${this.stamps} stamps${inWords(values, put, rows, columns)}`);
    }
  }

  /** @returns {Colours} */
  pageColours() {
    const styles = getComputedStyle(this.root);
    return {
      text: styles.color,
      paper: styles.getPropertyValue("--st-background-color").trim(),
      font: styles.fontFamily,
    };
  }
}

/**
 * The numbers after so many stamps, row by row, for those who hear them.
 * @param {Float64Array | Uint8Array} values
 * @param {number} put
 * @param {number} rows
 * @param {number} columns
 */
function inWords(values, put, rows, columns) {
  if (!put || rows * columns > NAMED) return "";
  const here = Array.from(values.subarray((put - 1) * rows * columns, put * rows * columns), drawing.format);
  return Array.from({ length: rows }, (_, row) =>
    `; row ${row + 1}: ${here.slice(row * columns, (row + 1) * columns).join(", ")}`).join("");
}

export default mounted(StampPlayer);
