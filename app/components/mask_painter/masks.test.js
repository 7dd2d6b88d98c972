import assert from "node:assert/strict";
import { test } from "node:test";

import { History, formatMask, lineBetween, parseMask, rowSummary } from "./masks.js";

test("a mask is read and written as Python does", () => {
  for (const text of ["0", "012/345", "9/8/7"]) {
    assert.equal(formatMask(parseMask(text), text.split("/")[0].length), text);
  }
  assert.deepEqual([...parseMask("01/29")], [0, 1, 2, 9]);
});

test("a row is said with counts", () => {
  const summary = rowSummary(parseMask("0000/2020"), 4, 1, ["background", "road", "car"]);
  assert.equal(summary, "Row 2: background 2, car 2");
});

test("a fast drag leaves no gap", () => {
  const ends = Array.from({ length: 200 }, (_, at) => [
    { row: (at * 7) % 42 - 5, column: (at * 11) % 42 - 5 }, { row: (at * 17) % 42 - 5, column: (at * 23) % 42 - 5 },
  ]);
  for (const [from, to] of ends) {
    const line = lineBetween(from, to);
    assert.deepEqual([line[0], line[line.length - 1]], [from, to]);
    assert.equal(line.length, 1 + Math.max(Math.abs(from.row - to.row), Math.abs(from.column - to.column)));
    line.slice(1).forEach((cell, at) => {
      assert.equal(Math.max(Math.abs(cell.row - line[at].row), Math.abs(cell.column - line[at].column)), 1);
    });
  }
});

test("what was undone is redone, until something else is done", () => {
  const history = new History(0);
  assert.deepEqual([history.undo(), history.canUndo, history.canRedo], [0, false, false]);
  history.add(1);
  history.add(2);
  assert.deepEqual([history.undo(), history.undo(), history.canUndo], [1, 0, false]);
  assert.deepEqual([history.redo(), history.canRedo], [1, true]);
  history.add(3);
  assert.deepEqual([history.canRedo, history.redo(), history.undo()], [false, 3, 1]);
});

test("a long history forgets its beginning", () => {
  const history = new History(-1);
  for (let state = 0; state < 1000; state++) history.add(state);
  assert.equal(history.states.length, History.LIMIT);
  assert.equal(history.undo(), 998);
});
