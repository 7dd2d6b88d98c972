import assert from "node:assert/strict";
import { test } from "node:test";

import { spread } from "./spread.js";

const PICTURE = { width: 100, height: 60 };
/** @param {number} x @param {number} y */
const label = (x, y) => ({ x, y, width: 14, height: 11 });

/** @param {{ x: number, y: number }[]} places */
function overlaps(places) {
  return places.some((one, at) => places.slice(at + 1).some((other) =>
    Math.abs(one.x - other.x) < 13.9 && Math.abs(one.y - other.y) < 10.9));
}

test("labels that are free stay where they are", () => {
  const labels = [label(20, 20), label(60, 20), label(60, 40)];
  assert.deepEqual(spread(labels, PICTURE), labels.map(({ x, y }) => ({ x, y })));
});

test("a heap in a corner comes apart and stays in the picture", () => {
  const heap = [label(98, 30), label(97, 30), label(90, 33), label(95, 40), label(88, 30), label(95, 58), label(92, 28)];
  const places = spread(heap, PICTURE);
  assert.ok(!overlaps(places), JSON.stringify(places));
  for (const { x, y } of places) assert.ok(x >= 7 && x <= 93 && y >= 5.5 && y <= 54.5);
});

test("labels on the very same place come apart", () => {
  assert.ok(!overlaps(spread([label(50, 30), label(50, 30), label(50, 30), label(50, 30)], PICTURE)));
});

test("where there is no room for all, it ends", () => {
  assert.equal(spread(Array.from({ length: 60 }, () => label(50, 30)), PICTURE).length, 60);
});
