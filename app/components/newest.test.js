import assert from "node:assert/strict";
import { test } from "node:test";

import { keepNewest, newestOf } from "./newest.js";

test("the newer of Python's value and ours counts, under the same revision", () => {
  const fromPython = { channel: 1, changes: 3 };
  assert.equal(newestOf(7, fromPython), fromPython);
  const ours = { channel: 2, changes: 4 };
  keepNewest(7, ours);
  assert.equal(newestOf(7, fromPython), ours);
  assert.equal(newestOf(8, fromPython), fromPython);
  const newer = { channel: 3, changes: 4 };
  assert.equal(newestOf(7, newer), newer);
});
