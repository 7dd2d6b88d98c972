import assert from "node:assert/strict";
import { test } from "node:test";

import { argmax, formatScore, leaders, softmax } from "./scores.js";

test("ties go to the first class", () => {
  const cases = [[3, 3, 1], [1, 4, 4], [-5, -5, -5], [0, 1, 2]];
  assert.deepEqual(cases.map((tenths) => argmax(tenths)), [0, 1, 0, 2]);
  assert.deepEqual(cases.map((tenths) => leaders(tenths)), [[0, 1], [1, 2], [0, 1, 2], [2]]);
});

test("softmax is the exponentials' shares, of scores in tenths", () => {
  for (const tenths of [[8, 1, 1], [-40, 40, 0], [0, 0, 0]]) {
    const powers = tenths.map((value) => Math.exp(value / 10));
    const total = powers.reduce((sum, power) => sum + power, 0);
    softmax(tenths).forEach((share, id) => assert.ok(Math.abs(share - powers[id] / total) < 1e-12));
  }
});

test("the largest scores do not overflow", () => {
  assert.deepEqual(softmax([100_000, -100_000]), [1, 0]);
});

test("a score is written with one decimal and a true minus sign", () => {
  assert.deepEqual([-12, 0, 40].map(formatScore), ["−1.2", "0.0", "4.0"]);
});
