import assert from "node:assert/strict";
import { test } from "node:test";

import { collectParts, heldDigests } from "./parts.js";

test("a part that was left out comes from before", () => {
  assert.deepEqual(collectParts([["a", 2], ["b", 1]], Uint8Array.of(1, 2, 3)), [Uint8Array.of(1, 2), Uint8Array.of(3)]);
  assert.deepEqual(collectParts([["a", 0], ["c", 1]], Uint8Array.of(4)), [Uint8Array.of(1, 2), Uint8Array.of(4)]);
  assert.deepEqual(heldDigests([["a", 0], ["nowhere", 1], ["c", 1]]), ["a", "c"]);
});

test("without one of its parts, a message is none", () => {
  assert.equal(collectParts([["missing", 0]], new Uint8Array(0)), null);
});

test("a part has a buffer of its own", () => {
  const bytes = Uint8Array.of(7, 8);
  const [part] = collectParts([["own", 2]], bytes) ?? [];
  assert.equal(part.buffer.byteLength, 2);
  assert.notEqual(part.buffer, bytes.buffer);
});

test("what was not used for longest goes first", () => {
  collectParts([["old", 3_000_000], ["used", 3_000_000]], new Uint8Array(6_000_000));
  collectParts([["old", 0], ["new", 3_000_000]], new Uint8Array(3_000_000));
  assert.deepEqual(heldDigests([["old", 0], ["used", 0], ["new", 0]]), ["old", "new"]);
});
