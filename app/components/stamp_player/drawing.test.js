import assert from "node:assert/strict";
import { test } from "node:test";

import { cellFor, drawMap, drawStamp, format } from "./drawing.js";

/** A context that only counts what is called, and notes texts. */
function newContext() {
  /** @type {Record<string, number>} */
  const calls = {};
  /** @type {string[]} */
  const texts = [];
  const context = new Proxy({}, {
    get: (_, name) => (/** @type {unknown[]} */ ...given) => {
      calls[String(name)] = (calls[String(name)] ?? 0) + 1;
      if (name === "fillText") texts.push(String(given[0]));
    },
    set: () => true,
  });
  return { calls, texts, context: /** @type {CanvasRenderingContext2D} */ (context) };
}

const colours = { text: "black", paper: "white", font: "serif" };

test("a number has at most two decimals and a true minus sign", () => {
  assert.deepEqual([1, -2.5, 1 / 3, -0.001, 0].map(format), ["1", "−2.5", "0.33", "0", "0"]);
});

test("cells fit into the room, between their smallest and largest size", () => {
  assert.deepEqual([cellFor(10, 302), cellFor(1, 1000), cellFor(64, 100)], [30, 44, 9]);
});

test("a map paints what is not 0, and writes where there is room", () => {
  const map = { rows: 2, columns: 2, at: (/** @type {number} */ row, /** @type {number} */ column) => row - column, largest: 1, colours };
  const large = newContext();
  drawMap(large.context, { ...map, cell: 30 });
  assert.deepEqual(large.texts, ["0", "−1", "1", "0"]);
  assert.equal(large.calls.fillRect, 2);
  const small = newContext();
  drawMap(small.context, { ...map, cell: 10 });
  assert.deepEqual(small.texts, []);
});

test("a stamp that has landed writes what it added, and only inside", () => {
  const stamp = { patch: [[1, -2]], first: [0, 0], dilation: 1, cell: 40, largest: 2, colours };
  const { context, texts } = newContext();
  drawStamp(context, { ...stamp, height: 0, inside: ([, column]) => column === 1 });
  assert.deepEqual(texts, ["−2"]);
  const falling = newContext();
  drawStamp(falling.context, { ...stamp, height: 0.5, inside: () => true });
  assert.deepEqual(falling.texts, ["1", "−2"]);
});
