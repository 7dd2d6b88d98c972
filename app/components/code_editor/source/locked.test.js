import assert from "node:assert/strict";
import { test } from "node:test";

import { locate } from "./locked.js";

const STARTER = "def f(x):\n    ___\n    return y";
/** @type {[number, number][]} */
const LOCKED = [[1, 1], [3, 3]];

test("given code is found around whatever stands between it", () => {
  for (const between of ["    y = x", "    a = 1\n    y = a", ""]) {
    const text = `def f(x):\n${between}\n    return y`;
    const ranges = locate(text, STARTER, LOCKED);
    assert.ok(ranges);
    assert.deepEqual(ranges.map(({ from, to }) => text.slice(from, to)), ["def f(x):\n", "\n    return y"]);
    assert.deepEqual(ranges.map(({ atStart, atEnd }) => [atStart, atEnd]), [[true, false], [false, true]]);
  }
});

test("given code that is changed, joined or out of order is not all there", () => {
  for (const text of [
    "def g(x):\n    y\n    return y", "def f(x):\n    return y", "def f(x):\n    y\n    return y\n", "    return y\n    y\ndef f(x):", "",
  ]) {
    assert.equal(locate(text, STARTER, LOCKED), null);
  }
});

test("a starter without given code locks nothing", () => {
  assert.deepEqual(locate("anything", "pass", []), []);
});
