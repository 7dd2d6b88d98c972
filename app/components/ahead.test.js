import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { ahead } from "./ahead.js";

Object.assign(globalThis, { document: { baseURI: "http://house/app/" } });

const packed = Uint8Array.of(2, 0, 0, 0, 0x7b, 0x7d, 5); // {} and one byte

test("an answer is handed over before the promise is kept", async () => {
  /** @type {string[]} */
  const asked = [];
  mock.method(globalThis, "fetch", async (/** @type {URL} */ address) => {
    asked.push(address.href);
    return new Response(packed);
  });
  /** @type {unknown[]} */
  const answers = [];
  await ahead("ahead/token", { row: "1" }, (header, rest) => { answers.push(header, [...rest]); });
  assert.deepEqual(asked, ["http://house/app/ahead/token?row=1"]);
  assert.deepEqual(answers, [{}, [5]]);
});

for (const [what, answer] of /** @type {[string, () => Promise<Response>][]} */ ([
  ["a refusal", async () => new Response("", { status: 503 })],
  ["a broken connection", async () => { throw new TypeError("broken"); }],
])) {
  test(`${what} hands nothing over and is no error`, async () => {
    mock.method(globalThis, "fetch", answer);
    await ahead("ahead/token", {}, () => assert.fail("there was no answer"));
  });
}

test("nobody waits long for an answer", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(globalThis, "fetch", () => new Promise(() => {}));
  const waiting = ahead("ahead/token", {}, () => assert.fail("there was no answer"));
  mock.timers.tick(400);
  await waiting;
  mock.timers.reset();
});
