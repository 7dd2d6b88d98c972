// The score grid: a small mask that is the argmax of scores, and the scores of one pixel as bars to
// drag. The mask, the probabilities and the winner follow in the browser; Python hears of a change
// when the bar is let go, and its values replace these only when their revision changes.

/** @import { ClassData } from "../data.js" */
/** @import { GridData, GridMessage } from "./data.js" */
/** @import { Cell } from "../mask_painter/cells.js" */

import * as scores from "./scores.js";
import { element, write, addStyles } from "../dom.js";
import { mounted, soon } from "../life_cycle.js";
import { CellGrid, swatch, patternBackground } from "../mask_painter/cells.js";
await addStyles(import.meta.url, "../look.css", "../mask_painter/mask_painter.css", "./score_grid.css");

const LARGEST_CELL = 56; // CSS pixels
const LARGEST_GRID = 336;

let grids = 0; // for ids that are unique on the page

class ScoreGrid {
  constructor() {
    this.id = `pw-scores-${++grids}`;
    this.settings = "";
    this.revision = -1; // no value has it
    this.changes = 0;
    this.unsent = false; // whether there is a change that Python has not heard of
    /** @type {number | null} the pointer that drags a bar */
    this.dragging = null;
    /** @type {Int16Array | null} by row, column and class */
    this.tenths = null;
    this.root = element("div", { class: "pw-component pw-scores", id: this.id, testid: "pw-scores" });
  }

  /** @param {GridData} data @param {import("../life_cycle.js").Send<GridMessage>} send */
  update(data, send) {
    /** @type {import("../life_cycle.js").Send<GridMessage>} */
    this.send = send;
    const settings = JSON.stringify([data.height, data.width, data.classes, data.limit, data.probabilities]);
    const rebuilt = settings !== this.settings;
    if (rebuilt) {
      this.settings = settings;
      /** @type {GridData} */
      this.data = data;
      this.build();
    }
    if (rebuilt || data.revision !== this.revision) {
      this.revision = data.revision;
      this.changes = data.changes;
      this.tenths = Int16Array.from(data.tenths);
      this.unsent = false;
      this.dragging = null; // a drag of the old scores has nothing left to change
      this.select({ row: data.selected[0], column: data.selected[1] });
    }
  }

  build() {
    const { height, width, classes, limit, probabilities } = this.data;
    const hints = `${this.id}-keys`;
    const grid = new CellGrid({
      height, width, classes, name: "Predicted mask", instructions: hints, testid: "pw-scores-canvas",
    });
    /** @type {CellGrid} */
    this.grid = grid;
    // A click, and not the pointer's way down: a finger that scrolls the page chooses nothing.
    grid.canvas.addEventListener("click", (event) => {
      const cell = grid.cellAt(event.clientX, event.clientY);
      if (!grid.contains(cell)) return;
      this.choose(cell);
      this.report();
    });
    grid.canvas.addEventListener("keydown", (event) => {
      const to = grid.target(event);
      if (!to) return;
      event.preventDefault();
      event.stopPropagation();
      this.choose(to);
    });
    this.reportOnRelease(grid.canvas);

    /** @type {HTMLElement} */
    this.heading = element("p", { class: "pw-label", testid: "pw-scores-selected" });
    /** @type {HTMLElement} */
    this.verdict = element("p", { class: "pw-verdict", "aria-live": "polite", testid: "pw-scores-verdict" });
    const bars = classes.map((style, id) => this.bar(style, id));
    /** @type {typeof bars} */
    this.bars = bars;
    const end = (/** @type {number} */ tenths, /** @type {number} */ at) => element("span", { class: "pw-tick", style: `top: ${at}%` }, scores.formatScore(tenths));
    this.root.replaceChildren(
      element("p", { class: "pw-hidden", id: hints }, "Arrow keys choose a pixel."),
      element("div", { class: "pw-scores-body" },
        element("div", { class: "pw-figure" },
          element("p", { class: "pw-label", "aria-hidden": "true" }, "Predicted mask"),
          grid.element),
        element("div", { class: "pw-panel", role: "group", "aria-label": "Scores of the chosen pixel" },
          this.heading,
          element("div", { class: "pw-scores-bars" },
            element("div", { class: "pw-axis", "aria-hidden": "true" },
              end(limit, 0), end(0, 50), end(-limit, 100)),
            element("div", { class: "pw-names", "aria-hidden": "true" },
              ...(probabilities ? ["logit", "softmax"] : ["score"]).map((name) => element("span", {}, name))),
            ...bars.map((bar) => bar.element)),
          this.verdict)));
    this.layOut();
  }

  /** @param {ClassData} style @param {number} id */
  bar(style, id) {
    const { limit, probabilities } = this.data;
    const fill = element("div", { class: "pw-fill" });
    fill.style.background = patternBackground(style, 24);
    const knob = element("div", { class: "pw-knob" });
    const slider = element("div", {
      class: "pw-track", testid: `pw-slider-${id}`, tabindex: "0", role: "slider",
      "aria-orientation": "vertical", "aria-label": `${style.name}: ${probabilities ? "logit" : "score"}`,
      "aria-valuemin": -limit / 10, "aria-valuemax": limit / 10,
    }, fill, knob);
    const logit = element("span", { class: "pw-logit", testid: `pw-logit-${id}` });
    const probability = element("span", { class: "pw-probability", testid: `pw-probability-${id}` });
    const share = element("span", { class: "pw-share" });
    share.style.background = style.colour;
    const winner = element("span", { class: "pw-winner", testid: `pw-winner-${id}` });
    const column = element("div", { class: "pw-scores-bar" },
      element("div", { class: "pw-scores-bar-name" }, swatch(style, 20), element("span", {}, style.name)),
      slider, logit,
      ...(probabilities ? [probability, element("span", { class: "pw-shares", "aria-hidden": "true" }, share)] : []),
      winner);

    const follow = (/** @type {MouseEvent} */ event) => {
      const box = slider.getBoundingClientRect();
      this.setScore(id, limit - ((event.clientY - box.top) / box.height) * 2 * limit);
    };
    slider.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      // A finger drags the knob; beside it, it may be on its way down the page, or about to tap.
      if (event.pointerType === "touch" && event.target !== knob) return;
      slider.setPointerCapture(event.pointerId);
      this.dragging = event.pointerId;
      follow(event);
    });
    slider.addEventListener("click", (event) => {
      follow(event);
      this.report();
    });
    slider.addEventListener("pointermove", (event) => {
      if (event.pointerId === this.dragging) follow(event);
    });
    const release = (/** @type {PointerEvent} */ event) => {
      if (event.pointerId !== this.dragging) return;
      this.dragging = null;
      this.report();
    };
    slider.addEventListener("pointerup", release);
    slider.addEventListener("pointercancel", release);
    slider.addEventListener("keydown", (event) => {
      const now = this.scoresHere()[id];
      /** @type {Record<string, number | undefined>} */
      const ways = {
        ArrowUp: now + 1, ArrowRight: now + 1, ArrowDown: now - 1, ArrowLeft: now - 1,
        PageUp: now + 10, PageDown: now - 10, Home: -limit, End: limit,
      };
      const to = ways[event.key];
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      this.setScore(id, to);
    });
    this.reportOnRelease(slider);
    return { element: column, slider, fill, knob, logit, probability, share, winner };
  }

  // A key held down changes a value many times, which is reported once.
  /** @param {HTMLElement} node */
  reportOnRelease(node) {
    node.addEventListener("keyup", () => this.report());
    node.addEventListener("blur", () => this.report());
  }

  layOut() {
    if (!this.data || !this.root.clientWidth) return;
    this.grid.layOut(Math.min(this.root.clientWidth, LARGEST_GRID), LARGEST_GRID, LARGEST_CELL);
    if (this.tenths) this.refresh();
  }

  /** @param {number} at */
  scoresOf(at) {
    const count = this.data.classes.length;
    return (this.tenths ?? new Int16Array(0)).subarray(at * count, (at + 1) * count);
  }

  scoresHere() {
    return this.scoresOf(this.grid.indexOf(this.grid.cursor));
  }

  /** @param {Cell} cell */
  select(cell) {
    this.grid.moveCursor(cell, "chosen");
    this.refresh();
  }

  /** Select the cell for the learner: Python is to hear of it. @param {Cell} cell */
  choose(cell) {
    const { row, column } = this.grid.cursor;
    if (row !== cell.row || column !== cell.column) this.unsent = true;
    this.select(cell);
  }

  /** @param {number} id @param {number} tenths */
  setScore(id, tenths) {
    const { limit } = this.data;
    const rounded = Math.round(Math.min(Math.max(tenths, -limit), limit));
    const here = this.scoresHere();
    if (here[id] === rounded) return;
    here[id] = rounded;
    this.unsent = true;
    soon(this, () => this.refresh());
  }

  refresh() {
    const { height, width, classes, limit, probabilities: softmax } = this.data;
    this.grid.draw(Array.from({ length: height * width }, (_, at) => scores.argmax(this.scoresOf(at))));
    const here = this.scoresHere();
    const probabilities = scores.softmax(here);
    const winner = scores.argmax(here);
    const tied = scores.leaders(here);
    this.bars.forEach((bar, id) => {
      const level = 50 - (here[id] / limit) * 50; // per cent from the top
      bar.fill.style.top = `${Math.min(level, 50)}%`;
      bar.fill.style.height = `${Math.abs(level - 50)}%`;
      bar.knob.style.top = `${level}%`;
      bar.share.style.width = `${probabilities[id] * 100}%`;
      const role = id === winner ? "wins" : tied.includes(id) ? "tied" : "";
      write(bar.logit, scores.formatScore(here[id]));
      write(bar.probability, probabilities[id].toFixed(2));
      write(bar.winner, role);
      bar.element.classList.toggle("pw-wins", id === winner);
      bar.slider.setAttribute("aria-valuenow", String(here[id] / 10));
      bar.slider.setAttribute("aria-valuetext",
        [scores.formatScore(here[id]), softmax && `softmax ${probabilities[id].toFixed(2)}`, role].filter(Boolean).join(", "));
    });
    const { row, column } = this.grid.cursor;
    const place = `row ${row + 1}, column ${column + 1}`;
    write(this.heading, `Scores of the pixel in ${place}`);
    const names = tied.map((id) => classes[id].name);
    write(this.verdict, tied.length > 1
      ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)} tie: the first class wins, ${names[0]}.`
      : `The largest score is ${names[0]}'s: this pixel becomes ${names[0]}.`);
    this.grid.canvas.setAttribute("aria-label",
      `Predicted mask, ${height} rows, ${width} columns; chosen: ${place}, ${classes[winner].name}`);
  }

  report() {
    if (!this.unsent || !this.tenths) return;
    this.unsent = false;
    this.changes++;
    this.send("scored", {
      revision: this.revision,
      changes: this.changes,
      tenths: Array.from(this.tenths),
      selected: [this.grid.cursor.row, this.grid.cursor.column],
    });
  }
}

export default mounted(ScoreGrid);
