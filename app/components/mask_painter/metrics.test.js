// That they agree with the lesson's own functions is tested in tests/components/painter.
import assert from "node:assert/strict";
import { test } from "node:test";

import { boundaryCells, paintedCells, scores } from "./metrics.js";

test("a mask of one class has its border for a boundary", () => {
  assert.deepEqual([...boundaryCells(new Uint8Array(9), 3, 3)], [1, 1, 1, 1, 0, 1, 1, 1, 1]);
});

test("a cell is on the boundary where one of its eight neighbours has another class", () => {
  const mask = new Uint8Array(25);
  mask[0] = 1; // touches the middle of 3 × 3 inner cells only at a corner
  const inner = [6, 7, 8, 11, 12, 13, 16, 17, 18].map((at) => boundaryCells(mask, 5, 5)[at]);
  assert.deepEqual(inner, [1, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test("painted cells are those that are not of class 0", () => {
  assert.equal(paintedCells(Uint8Array.of(0, 1, 2, 0)), 2);
});

test("a class in neither mask is absent, and out of the mean", () => {
  const values = scores(Uint8Array.of(0, 0, 1, 1), Uint8Array.of(0, 1, 1, 1), 2, 2, 3);
  assert.deepEqual(values.iou, [1 / 2, 2 / 3, null]);
  assert.deepEqual(values.dice, [2 / 3, 4 / 5, null]);
  assert.equal(values.miou, (1 / 2 + 2 / 3) / 2);
  assert.equal(values.pixel_accuracy, 3 / 4);
});
