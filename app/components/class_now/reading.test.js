import assert from "node:assert/strict";
import { test } from "node:test";

import { clockText, shares } from "./reading.js";

test("time reads as on a clock, and the last second is shown until it is over", () => {
  assert.equal(clockText(1), "0:01");
  assert.equal(clockText(59_001), "1:00");
  assert.equal(clockText(61_000), "1:01");
  assert.equal(clockText(3_600_000), "1:00:00");
  assert.equal(clockText(3_725_000), "1:02:05");
});

test("shares add up to one, and nobody's choice is no share", () => {
  assert.deepEqual(shares([1, 3, 0]), [0.25, 0.75, 0]);
  assert.deepEqual(shares([0, 0]), [0, 0]);
  assert.deepEqual(shares([]), []);
});
