import assert from "node:assert/strict";
import { test } from "node:test";

import { Prompts, outline, unpackBits } from "./prompts.js";

test("prompts are what Python sent, until the learner points", () => {
  const prompts = new Prompts([[1, 2, true]], [0, 0, 3, 4], 5);
  assert.deepEqual(prompts.clicks, [{ row: 1, column: 2, positive: true }]);
  assert.deepEqual(prompts.box, [0, 0, 3, 4]);
  assert.equal(prompts.canUndo, false);
  assert.equal(prompts.addClick(3, 3, false), "");
  assert.equal(prompts.clicks.length, 2);
  assert.equal(prompts.canUndo, true);
});

test("what the learner means takes the place of what the page chose, and undo brings it back", () => {
  const prompts = new Prompts([[1, 2, true]], null, 5, true);
  assert.equal(prompts.isGiven, true);
  prompts.addClick(3, 3, true);
  assert.deepEqual(prompts.clicks, [{ row: 3, column: 3, positive: true }]);
  prompts.addClick(4, 4, true);
  assert.equal(prompts.clicks.length, 2);
  prompts.undo();
  prompts.undo();
  assert.deepEqual([prompts.clicks, prompts.isGiven], [[{ row: 1, column: 2, positive: true }], true]);
  prompts.addBox([0, 0], [3, 3]);
  assert.deepEqual(prompts.items, [{ box: [0, 0, 4, 4] }]);
});

test("a first click that says what is not part of it corrects what the page chose", () => {
  const prompts = new Prompts([[1, 2, true]], null, 5, true);
  prompts.addClick(3, 3, false);
  prompts.addClick(4, 4, true);
  assert.deepEqual(prompts.clicks.map(({ positive }) => positive), [true, false, true]);
  assert.equal(new Prompts([], null, 5, true).isGiven, false);
});

test("a full list of clicks that the page chose makes room for the learner's", () => {
  assert.equal(new Prompts([[0, 0, true]], null, 1, true).addClick(1, 1, true), "");
});

test("too many clicks are refused with a sentence", () => {
  const prompts = new Prompts([[0, 0, true]], null, 1);
  assert.match(prompts.addClick(1, 1, true), /^There are 1 clicks, and no more are taken/);
  assert.equal(prompts.clicks.length, 1);
});

test("a box holds both its corners, whichever way it is drawn, and takes another one's place", () => {
  const prompts = new Prompts([], null, 5);
  assert.equal(prompts.addBox([5, 6], [2, 3]), "");
  assert.deepEqual(prompts.box, [2, 3, 6, 7]);
  prompts.addBox([0, 0], [1, 1]);
  assert.deepEqual(prompts.items, [{ box: [0, 0, 2, 2] }]);
  assert.match(prompts.addBox([4, 4], [4, 9]), /^This box is empty/);
});

test("every change can be undone, one by one", () => {
  const prompts = new Prompts([], null, 5);
  prompts.addClick(1, 1, true);
  prompts.addBox([0, 0], [3, 3]);
  prompts.removeLast();
  assert.equal(prompts.box, null);
  prompts.clear();
  assert.deepEqual(prompts.items, []);
  prompts.clear(); // changes nothing
  for (let left = 4; left > 0; left--) prompts.undo();
  assert.deepEqual([prompts.items, prompts.canUndo], [[], false]);
  prompts.undo();
  assert.deepEqual(prompts.items, []);
});

test("bits are read from the lowest one on", () => {
  assert.deepEqual([...unpackBits(Uint8Array.of(0b00000101, 0b1), 10)], [1, 0, 1, 0, 0, 0, 0, 0, 1, 0]);
});

test("the outline runs between inside and outside, not along the rim", () => {
  const mask = Uint8Array.from([1, 1, 0, 1, 1, 0]);
  assert.equal(outline(mask, 2, 3), "M2 0v2");
  assert.equal(outline(new Uint8Array(6).fill(1), 2, 3), "");
  const middle = new Uint8Array(9);
  middle[4] = 1;
  assert.equal(outline(middle, 3, 3), "M1 1h1M1 2h1M1 1v1M2 1v1");
});
