// The stamp player: a transposed convolution, played. Python sends the output after every stamp; this side
// moves through them at the screen's own pace and tells Python only of numbers that the learner edits.

import { element, write, addStyles } from "../dom.js";
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
    this.opened = null; // the setting whose veil the learner lifted
    this.given = { title: "Input", ...this.figure("Input") };
    this.kernel = { title: "Kernel", ...this.figure("Kernel") };
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
    this.told = element("span", { class: "pw-quiet pw-stamps-told", testid: "pw-stamps-told" });
    this.said = element("p", { class: "pw-stamps-said", "aria-live": "polite", testid: "pw-stamps-said" });
    this.summary = element("p", { class: "pw-stamps-summary", testid: "pw-stamps-summary" });
    this.figures = element("div", { class: "pw-stamps-figures" },
      this.given.node, this.kernel.node, this.maps, this.veil);
    this.root = element("div", { class: "pw-component pw-stamps", role: "group", testid: "pw-stamps" },
      this.figures,
      element("div", { class: "pw-stamps-controls" }, this.back, this.play, this.step, this.place, this.told),
      this.said, this.summary);
  }

  figure(title, ...content) {
    const body = element("div", {}, ...content);
    return { body, node: element("figure", {}, element("figcaption", {}, title), body) };
  }

  map(title, testid) {
    const canvas = element("canvas", { class: "pw-stamps-canvas", role: "img", testid });
    return { title, canvas, ...this.figure(title, canvas) };
  }

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

  update(bytes, send) {
    this.send = send;
    const { header, rest } = unpack(bytes);
    const other = this.data?.setting !== header.setting;
    const stamps = header.cells.length;
    const size = header.output[0] * header.output[1];
    this.data = header;
    this.stamps = stamps;
    // A view of floats has to begin at a multiple of eight bytes; a copy does.
    this.outputs = new Float64Array(rest.slice(0, stamps * size * 8).buffer);
    this.reached = rest.slice(stamps * size * 8);
    this.largest = this.outputs.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (other) Object.assign(this, { at: 0, heading: 0, playing: false });
    const now = newestOf(header.revision, header);
    this.changes = now.changes;
    this.fields(this.given, now.given, other);
    this.fields(this.kernel, now.kernel, other);
    this.root.setAttribute("aria-label", header.label);
    this.place.max = String(stamps);
    write(this.summary, header.summary);
    this.colours = null; // the theme may be another
    this.layOut();
  }

  /** The numbers of input or kernel, each in a field of its own. */
  fields(part, rows, rebuilt) {
    if (rebuilt || part.inputs?.length !== rows.flat().length) {
      part.inputs = rows.flatMap((row, at) => row.map((_, beside) => this.field(part, at, beside)));
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

  field(part, row, column) {
    const { largest } = this.data;
    const input = element("input", {
      type: "number", step: "any", min: -largest, max: largest,
      "aria-label": `${part.title}, row ${row + 1}, column ${column + 1}`,
      testid: `pw-stamps-${part.title.toLowerCase()}-${row}-${column}`,
    });
    input.addEventListener("input", () => { input.dataset.typed = "1"; });
    input.addEventListener("change", () => this.edit(part, input, row, column));
    input.addEventListener("keydown", (event) => event.stopPropagation());
    input.addEventListener("wheel", (event) => {
      if (input === document.activeElement) event.preventDefault(); // scrolling the page changes no number
    });
    return input;
  }

  edit(part, input, row, column) {
    const { largest } = this.data;
    const value = Math.round(input.valueAsNumber * 100) / 100;
    delete input.dataset.typed;
    if (!(Math.abs(value) <= largest)) { // an empty or unreadable field is NaN
      input.value = String(part.numbers[row][column]);
      write(this.said, `Type a number from −${largest} to ${largest}.`);
      return;
    }
    input.value = String(value);
    if (value === part.numbers[row][column]) return;
    part.numbers[row][column] = value;
    this.changes++;
    const [given, kernel] = [this.given.numbers, this.kernel.numbers];
    keepNewest(this.data.revision, { given, kernel, changes: this.changes });
    this.send("edited", {
      revision: this.data.revision, changes: this.changes, given: given.flat(), kernel: kernel.flat(),
    });
  }

  get veiled() {
    const { veil, setting } = this.data;
    return Boolean(veil) && (veil.locked || this.opened !== setting);
  }

  lift() {
    if (!this.data.veil?.locked && this.veiled) {
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
    this.locked(veiled && veil.locked);
    // Both maps in one row where their cells stay large enough to hold a number.
    const wide = columns + before[1] + after[1];
    const half = drawing.cellFor(wide, (room - GAP) / 2);
    this.cell = half >= 22 ? half : drawing.cellFor(wide, room);
    this.sides = { rows: rows + before[0] + after[0], columns: wide };
    this.draw();
  }

  locked(is) {
    this.place.disabled = is;
    for (const button of [this.back, this.play, this.step]) button.setAttribute("aria-disabled", String(is));
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

  jump(to) {
    this.lift();
    this.playing = false;
    this.at = this.heading = Math.min(this.stamps, Math.max(0, to));
    soon(this, () => this.draw());
  }

  /** Put stamps until `to` are there, one in `pace` milliseconds. */
  go(to, pace, playing = false) {
    this.heading = Math.min(this.stamps, to);
    this.playing = playing;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (calm && !playing) {
      this.jump(this.heading);
      return;
    }
    let last = null;
    const frame = (now) => {
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
    if (this.veiled) {
      this.show();
      return;
    }
    const { output: [rows, columns], cut: [before], most } = this.data;
    const { cell, sides } = this;
    this.colours ??= this.found();
    const { colours } = this;
    const put = Math.floor(this.at);
    const on = this.at - put; // how far the next stamp is
    const landed = on > DROP || (calm && on > 0) ? put + 1 : put;
    const size = rows * columns;
    const numbers = (values, row, column) =>
      (landed ? values[(landed - 1) * size + row * columns + column] : 0);
    for (const [map, values, largest] of [
      [this.output, this.outputs, this.largest], [this.counts, this.reached, most],
    ]) {
      const context = drawing.prepared(map.canvas, sides.rows, sides.columns, cell);
      context.translate(before[1] * cell, before[0] * cell);
      drawing.drawMap(context, { rows, columns, cell, largest, colours, at: (row, column) => numbers(values, row, column) });
      context.strokeStyle = colours.text;
      context.lineWidth = 1;
      context.strokeRect(0, 0, columns * cell, rows * cell);
      const stamp = on > 0 ? put : put - 1;
      if (stamp < 0) continue;
      const counting = map === this.counts;
      drawing.drawStamp(context, {
        patch: counting ? this.data.patches[stamp].map((row) => row.map(() => 1)) : this.data.patches[stamp],
        first: this.data.firsts[stamp],
        dilation: this.data.dilation,
        cell,
        largest,
        colours,
        height: on > 0 && landed === put ? (1 - on / DROP) ** 2 : 0,
        inside: ([row, column]) => row >= 0 && row < rows && column >= 0 && column < columns,
      });
    }
    this.root.dataset.paints = Number(this.root.dataset.paints ?? 0) + 1;
    this.show();
  }

  /** What stands in words; only at rest, so that a screen reader is not flooded while it plays. */
  show() {
    const { sentences, cells, output: [rows, columns] } = this.data;
    const put = Math.ceil(this.at);
    const resting = this.at === put && !this.playing;
    write(this.play, this.playing ? "Pause" : this.at >= this.stamps && this.stamps ? "Play again" : "Play");
    write(this.told, `Stamp ${put} of ${this.stamps}`);
    this.place.value = String(put);
    this.place.setAttribute("aria-valuetext", `${put} of ${this.stamps}`);
    const now = put && !this.veiled ? cells[put - 1] : null;
    if (this.marked !== now?.join()) {
      this.marked = now?.join();
      this.given.inputs.forEach((input, at) => {
        const here = [Math.floor(at / this.given.columns), at % this.given.columns].join();
        input.classList.toggle("pw-stamps-now", here === this.marked);
      });
    }
    this.said.setAttribute("aria-live", this.playing ? "off" : "polite");
    write(this.said, now ? sentences[put - 1] : "");
    if (!resting || this.veiled) return;
    for (const [map, values] of [[this.output, this.outputs], [this.counts, this.reached]]) {
      map.canvas.setAttribute("aria-label",
        `${map.title}, ${rows} × ${columns}, after ${put} of ${this.stamps} stamps${this.spoken(values, put)}`);
    }
  }

  spoken(values, put) {
    const { output: [rows, columns] } = this.data;
    if (!put || rows * columns > NAMED) return "";
    const here = Array.from(values.subarray((put - 1) * rows * columns, put * rows * columns), drawing.formatted);
    return Array.from({ length: rows }, (_, row) =>
      `; row ${row + 1}: ${here.slice(row * columns, (row + 1) * columns).join(", ")}`).join("");
  }

  found() {
    const styles = getComputedStyle(this.root);
    return {
      text: styles.color,
      paper: styles.getPropertyValue("--st-background-color").trim(),
      font: styles.fontFamily,
    };
  }
}

export default mounted(StampPlayer);
