import assert from "node:assert/strict";
import { test } from "node:test";

import { listen } from "./strokes.js";

/** @import { Cell, CellGrid } from "./cells.js" */

/** A grid of 4 × 4 cells of one pixel each on a canvas that only hears of events. */
function newGrid() {
  const canvas = Object.assign(new EventTarget(), { setPointerCapture() {}, matches: () => true });
  const keys = { ArrowRight: { row: 0, column: 1 } };
  const grid = {
    canvas,
    cursor: { row: 0, column: 0 },
    cellAt: (/** @type {number} */ x, /** @type {number} */ y) => ({ row: y, column: x }),
    contains: (/** @type {Cell} */ { row, column }) => row >= 0 && column >= 0 && row < 4 && column < 4,
    target: (/** @type {{ key: string }} */ { key }) => (key === "ArrowRight" ? keys.ArrowRight : null),
  };
  return /** @type {CellGrid & typeof grid} */ (/** @type {unknown} */ (grid));
}

/** Listen on a new grid; what the painter hears, in words. */
function painter({ may = true } = {}) {
  /** @type {string[]} */
  const heard = [];
  const grid = newGrid();
  listen(grid, {
    mayPaint: () => may,
    begin: () => { heard.push("begin"); },
    paint: (cells) => { heard.push(`paint ${cells.map(({ row, column }) => `${row},${column}`).join(" ")}`); },
    end: () => { heard.push("end"); },
    choose: (id) => { heard.push(`choose ${id}`); return id < 3; },
    look: (_, cell) => { grid.cursor = cell; },
  });
  /** @type {(type: string, fields: object) => boolean} */
  const send = (type, fields) => grid.canvas.dispatchEvent(
    Object.assign(new Event(type, { cancelable: true }), fields));
  return { heard, send };
}

const press = { button: 0, isPrimary: true, pointerId: 1, clientX: 0, clientY: 0 };

test("one press is one stroke without gaps", () => {
  const { heard, send } = painter();
  send("pointerdown", press);
  send("pointermove", { pointerId: 1, clientX: 2, clientY: 0 });
  send("pointerup", { pointerId: 1 });
  assert.deepEqual(heard, ["begin", "paint 0,0", "paint 0,0 0,1 0,2", "end"]);
});

test("a second finger paints nothing", () => {
  const { heard, send } = painter();
  send("pointerdown", press);
  send("pointerdown", { ...press, pointerId: 2, isPrimary: false });
  send("pointermove", { pointerId: 2, clientX: 3, clientY: 3 });
  send("pointerup", { pointerId: 2 });
  assert.deepEqual(heard, ["begin", "paint 0,0"]);
});

test("a digit chooses its class and paints; one without a class does not", () => {
  const { heard, send } = painter();
  assert.equal(send("keydown", { key: "2" }), false); // the page does not scroll
  send("keydown", { key: "9" });
  assert.deepEqual(heard, ["choose 2", "begin", "paint 0,0", "end", "choose 9"]);
});

test("an arrow moves, with Shift it paints", () => {
  const { heard, send } = painter();
  send("keydown", { key: "ArrowRight" });
  assert.deepEqual(heard, []);
  send("keydown", { key: "ArrowRight", shiftKey: true });
  assert.deepEqual(heard, ["begin", "paint 0,1", "end"]);
});

test("what may not be painted stays as it is, and other keys are the page's", () => {
  const { heard, send } = painter({ may: false });
  send("pointerdown", press);
  send("keydown", { key: "Enter" });
  assert.equal(send("keydown", { key: "Tab" }), true);
  assert.deepEqual(heard, []);
});
