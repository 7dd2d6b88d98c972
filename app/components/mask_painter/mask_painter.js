// The mask painter: one grid to paint, a second one beside or over it, and metrics that follow the
// pointer. Python owns the masks: this side reports each finished stroke, and takes Python's masks
// only when their revision changes, so an answer that was under way never undoes a newer stroke.

/** @import { Cell } from "./cells.js" */
/** @import { PainterData, PainterMessage } from "./data.js" */
/** @typedef {{ prediction: Uint8Array, truth: Uint8Array | null }} Masks */

import { element, write, addStyles } from "../dom.js";
import { touches } from "../finger.js";
import { mounted, soon, cancelSoon } from "../life_cycle.js";
import { CellGrid, swatch } from "./cells.js";
import * as masks from "./masks.js";
import * as metrics from "./metrics.js";
import { listen } from "./strokes.js";
import { readoutTable } from "./readouts.js";
await addStyles(import.meta.url, "../look.css", "./mask_painter.css");

const LARGEST_CELL = 48; // CSS pixels
const LARGEST_GRID = 448;
const BESIDE_FROM = 20; // side by side only where cells stay this large, or the page is wide
const WIDE = 560;
const GAP = 24;
const BY_HAND = "Point at a cell, or move with the arrow keys.";
const BY_FINGER = "Tap a cell to paint it. Move sideways, or hold for a moment, to paint a line.";

let painters = 0; // for ids that are unique on the page

class Painter {
  constructor() {
    this.id = `pw-painter-${++painters}`;
    this.current = 1; // the class to paint
    this.settings = "";
    this.revision = -1; // no value has it
    this.changes = 0;
    this.outlining = true;
    /** @type {{ grid: CellGrid, changed: boolean } | null} */
    this.stroke = null;
    /** @type {CellGrid | null} the one with the cell that is pointed at */
    this.looked = null;
    this.root = element("div", { class: "pw-component pw-painter", id: this.id, testid: "pw-painter" });
    this.root.addEventListener("keydown", (event) => this.shortcut(event));
  }

  /** @param {PainterData} data @param {import("../life_cycle.js").Send<PainterMessage>} send */
  update(data, send) {
    /** @type {import("../life_cycle.js").Send<PainterMessage>} */
    this.send = send;
    const settings = JSON.stringify([
      data.height, data.width, data.classes, data.label, data.show, data.paint_truth, data.readouts,
      data.truth === null, data.picture,
    ]);
    const rebuilt = settings !== this.settings;
    if (rebuilt) {
      this.settings = settings;
      /** @type {PainterData} */
      this.data = data;
      this.build();
    }
    if (rebuilt || data.revision !== this.revision) {
      this.stroke = null; // a stroke on the old mask has nothing left to paint
      this.revision = data.revision;
      this.changes = data.changes;
      this.take({
        prediction: masks.parseMask(data.prediction),
        truth: data.truth === null ? null : masks.parseMask(data.truth),
      });
      /** @type {masks.History<Masks>} */
      this.history = new masks.History(this.state());
      this.refresh();
    }
    const server = data.authoritative;
    if (server && server.changes === this.changes && !this.stroke) {
      cancelSoon(this);
      this.draw();
      this.table.show(server.values, "server");
    }
  }

  // The masks

  /** @param {Masks} masks */
  take({ prediction, truth }) {
    /** @type {Uint8Array} */
    this.prediction = prediction.slice();
    /** @type {Uint8Array | null} */
    this.truth = truth && truth.slice();
  }

  /** @returns {Masks} */
  state() {
    return { prediction: this.prediction.slice(), truth: this.truth && this.truth.slice() };
  }

  /** @param {CellGrid} grid */
  maskOf(grid) {
    return grid === this.truthGrid && this.truth ? this.truth : this.prediction;
  }

  // The page

  build() {
    const { data } = this;
    const { classes, height, width } = data;
    const beside = data.truth !== null && data.show === "beside";
    const hints = `${this.id}-keys`;
    const grid = (/** @type {string} */ name, /** @type {string} */ testid, /** @type {boolean} */ paintable) =>
      new CellGrid({
        height, width, classes, testid, instructions: hints, picture: data.picture,
        name: paintable ? name : `${name}, to look at`,
      });
    /** @type {CellGrid} */
    this.predictionGrid = grid(data.label, "pw-canvas-prediction", true);
    /** @type {CellGrid | null} */
    this.truthGrid = beside ? grid("Truth", "pw-canvas-truth", data.paint_truth) : null;
    /** @type {CellGrid[]} */
    this.grids = this.truthGrid ? [this.predictionGrid, this.truthGrid] : [this.predictionGrid];
    /** @type {Map<CellGrid, HTMLElement>} by grid: its rows in words */
    this.summaries = new Map();

    const { summaries } = this;
    const figures = this.grids.map((one) => {
      const name = one === this.predictionGrid ? data.label : "Truth";
      const summary = element("ul", {
        class: "pw-hidden",
        "aria-label": `${name}, row by row`,
        testid: one === this.predictionGrid ? "pw-summary-prediction" : "pw-summary-truth",
      });
      summaries.set(one, summary);
      const overlaid = data.truth !== null && !beside ? " (outlines: truth)" : "";
      return element("div", { class: "pw-figure", role: "group", "aria-label": name },
        element("div", { class: "pw-label", "aria-hidden": "true" }, name + overlaid),
        one.element, summary);
    });
    /** @type {ReturnType<typeof readoutTable>} */
    this.table = readoutTable(data.readouts, classes);
    /** @type {HTMLElement} */
    this.status = element("p", { class: "pw-status", testid: "pw-status", "aria-hidden": "true" });
    /** @type {HTMLElement} */
    this.live = element("p", { class: "pw-hidden", "aria-live": "polite", testid: "pw-live" });
    this.root.replaceChildren(
      this.toolbar(),
      element("p", { class: "pw-hidden", id: hints },
        "Arrow keys move. Digits choose a class and paint. Space or Enter paints. " +
        "Shift with an arrow key moves and paints. Control Z undoes."),
      element("div", { class: "pw-body" },
        element("div", { class: "pw-stage" },
          element("div", { class: "pw-figures" }, ...figures), this.status),
        this.table.element),
      this.live);
    for (const one of this.grids) {
      one.canvas.toggleAttribute("data-paints", this.mayPaint(one));
      listen(one, this);
    }
    this.choose(Math.min(this.current, classes.length - 1));
    this.looked = null;
    this.layOut();
  }

  toolbar() {
    const { classes } = this.data;
    /** @type {HTMLInputElement[]} */
    const radios = classes.map((style, id) => {
      const radio = element("input", {
        type: "radio", name: `${this.id}-class`, class: "pw-hidden", testid: `pw-class-${id}`,
        "aria-label": `${style.name}, key ${id}`,
      });
      radio.addEventListener("change", () => this.choose(id));
      return radio;
    });
    /** @type {HTMLInputElement[]} by class id */
    this.radios = radios;
    const swatches = classes.map((style, id) =>
      element("label", { class: "pw-painter-swatch", testid: `pw-swatch-${id}` },
        radios[id], swatch(style, 24),
        element("span", { class: "pw-name" }, style.name),
        element("span", { class: "pw-key", "aria-hidden": "true" }, String(id))));
    const button = (/** @type {string} */ text, /** @type {string} */ testid, /** @type {() => void} */ act) => {
      const node = element("button", { type: "button", class: "pw-button", testid }, text);
      node.addEventListener("click", act);
      return node;
    };
    /** @type {HTMLElement} */
    this.undoButton = button("Undo", "pw-undo", () => this.travel("undo"));
    /** @type {HTMLElement} */
    this.redoButton = button("Redo", "pw-redo", () => this.travel("redo"));
    const paintable = this.grids.filter((one) => this.mayPaint(one));
    const clears = paintable.map((one) => {
      const isTruth = one === this.truthGrid;
      const name = paintable.length > 1 ? `Clear ${isTruth ? "truth" : this.data.label.toLowerCase()}` : "Clear";
      return button(name, isTruth ? "pw-clear-truth" : "pw-clear", () => this.clear(one));
    });
    const toggles = [];
    if (this.data.truth !== null) {
      const box = element("input", { type: "checkbox", testid: "pw-differences" });
      box.checked = this.outlining;
      box.addEventListener("change", () => {
        this.outlining = box.checked;
        this.draw();
      });
      toggles.push(element("label", { class: "pw-toggle" }, box, "Show differences"));
    }
    return element("div", { class: "pw-toolbar" },
      element("div", { class: "pw-painter-swatches", role: "radiogroup", "aria-label": "Class to paint" }, ...swatches),
      element("div", { class: "pw-actions" }, this.undoButton, this.redoButton, ...clears, ...toggles));
  }

  layOut() {
    const available = this.root.clientWidth;
    if (!available || !this.data) return;
    const half = (available - GAP) / 2;
    const beside =
      this.grids.length === 2 && (available >= WIDE || half / this.data.width >= BESIDE_FROM);
    this.root.classList.toggle("pw-stacked", !beside);
    for (const one of this.grids) {
      one.layOut(Math.min(beside ? half : available, LARGEST_GRID), LARGEST_GRID, LARGEST_CELL);
    }
    if (this.prediction) this.draw();
  }

  // What strokes.js asks for

  /** @param {CellGrid} grid */
  mayPaint(grid) {
    return grid === this.predictionGrid || this.data.paint_truth;
  }

  /** @param {number} id */
  choose(id) {
    if (id >= this.data.classes.length) return false;
    this.current = id;
    this.radios[id].checked = true;
    return true;
  }

  /** @param {CellGrid} grid */
  begin(grid) {
    this.stroke = { grid, changed: false };
  }

  /** @param {Cell[]} cells */
  paint(cells) {
    if (!this.stroke) return; // Python set a new mask in the middle of the stroke
    const { grid } = this.stroke;
    const mask = this.maskOf(grid);
    for (const cell of cells) {
      if (!grid.contains(cell)) continue;
      const at = grid.indexOf(cell);
      if (mask[at] === this.current) continue;
      mask[at] = this.current;
      this.stroke.changed = true;
    }
    if (this.stroke.changed) soon(this, () => this.drawAndMeasure());
  }

  end() {
    const changed = this.stroke?.changed;
    this.stroke = null;
    if (!changed) return;
    this.history.add(this.state());
    this.report();
  }

  /** @param {CellGrid} grid @param {Cell} cell @param {"keyboard" | "pointer" | null} how */
  look(grid, cell, how) {
    const visible = how && grid.contains(cell);
    for (const one of this.grids) {
      const look = one !== grid ? "echo" : how === "keyboard" ? "keyboard" : null;
      if (grid.contains(cell)) one.moveCursor(cell, visible ? look : null);
    }
    this.looked = visible ? grid : null;
    this.say();
    if (how === "keyboard") write(this.live, this.describe(grid));
  }

  /** @param {CellGrid} grid */
  describe(grid) {
    const { row, column } = grid.cursor;
    const at = grid.indexOf(grid.cursor);
    const name = (/** @type {Uint8Array} */ mask) => this.data.classes[mask[at]].name;
    const place = `row ${row + 1}, column ${column + 1}: ${name(this.maskOf(grid))}`;
    if (!this.truth || this.truth[at] === this.prediction[at]) return place;
    return grid === this.truthGrid
      ? `${place}, ${this.data.label.toLowerCase()} ${name(this.prediction)}`
      : `${place}, truth ${name(this.truth)}`;
  }

  /** Say what the cell holds that is pointed at; without one, how to paint. */
  say() {
    write(this.status, this.looked ? this.describe(this.looked) : touches() ? BY_FINGER : BY_HAND);
  }

  // The toolbar

  /** @param {CellGrid} grid */
  clear(grid) {
    const mask = this.maskOf(grid);
    if (mask.every((id) => id === 0)) return;
    mask.fill(0);
    this.history.add(this.state());
    this.report();
  }

  /** @param {"undo" | "redo"} way */
  travel(way) {
    if (!(way === "undo" ? this.history.canUndo : this.history.canRedo)) return;
    this.take(this.history[way]());
    this.report();
  }

  /** @param {KeyboardEvent} event */
  shortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || this.stroke) return;
    const key = event.key.toLowerCase();
    if (key === "y" || (key === "z" && event.shiftKey)) this.travel("redo");
    else if (key === "z") this.travel("undo");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Showing and telling

  report() {
    this.changes++;
    this.refresh();
    const { width } = this.data;
    this.send("painted", {
      revision: this.revision,
      changes: this.changes,
      prediction: masks.formatMask(this.prediction, width),
      truth: this.truth && masks.formatMask(this.truth, width),
    });
  }

  refresh() {
    cancelSoon(this);
    this.drawAndMeasure();
    const names = this.data.classes.map((style) => style.name);
    for (const [grid, list] of this.summaries) {
      const mask = this.maskOf(grid);
      list.replaceChildren(...Array.from({ length: grid.height }, (_, row) =>
        element("li", {}, masks.rowSummary(mask, grid.width, row, names))));
    }
    // A disabled button drops the focus; one that is only marked so keeps the keyboard's place.
    this.undoButton.setAttribute("aria-disabled", String(!this.history.canUndo));
    this.redoButton.setAttribute("aria-disabled", String(!this.history.canRedo));
  }

  drawAndMeasure() {
    this.draw();
    this.say();
    const { prediction, truth } = this;
    const { height, width, classes } = this.data;
    const values = truth
      ? metrics.scores(prediction, truth, height, width, classes.length)
      : { painted_cells: metrics.paintedCells(prediction) };
    this.table.show(values, "browser");
  }

  draw() {
    const { prediction, truth } = this;
    const outlined = truth && this.outlining ? prediction.map((id, at) => Number(id !== truth[at])) : null;
    this.predictionGrid.draw(prediction, { outlined, contours: this.truthGrid ? null : truth });
    if (truth) this.truthGrid?.draw(truth, { outlined });
  }
}

export default mounted(Painter);
