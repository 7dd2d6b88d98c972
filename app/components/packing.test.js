// That it reads what Python packs is tested in tests/components/test_packing.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { unpack } from "./packing.js";

test("a header is read wherever its bytes begin", () => {
  const text = new TextEncoder().encode('{"name":"ü"}');
  const bytes = Uint8Array.from([9, 9, 9, text.length, 0, 0, 0, ...text, 1, 2]).subarray(3);
  assert.deepEqual(unpack(bytes), { header: { name: "ü" }, rest: Uint8Array.of(1, 2) });
});
