import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Finger } from "./finger.js";

/** A finger on an element; what it drew, and whether the page may scroll under it. */
function newFinger() {
  const node = new EventTarget();
  const finger = new Finger(/** @type {HTMLElement} */ (node));
  let drawn = 0;
  const at = (/** @type {number} */ clientX, /** @type {number} */ clientY) =>
    /** @type {PointerEvent} */ ({ clientX, clientY });
  return {
    finger,
    at,
    down: () => finger.down(at(50, 50), () => { drawn++; }),
    drawn: () => drawn,
    scrolls: () => node.dispatchEvent(new Event("touchmove", { cancelable: true })),
  };
}

test("a finger that moves up or down scrolls, whatever it does then", () => {
  const { finger, at, down, drawn, scrolls } = newFinger();
  down();
  assert.equal(finger.move(at(53, 57)), false);
  assert.equal(finger.move(at(55, 80)), false);
  assert.equal(finger.move(at(150, 80)), false);
  assert.ok(scrolls());
  assert.equal(finger.up(), false);
  assert.equal(drawn(), 0);
});

test("one that moves sideways draws, and then up and down too", () => {
  const { finger, at, down, drawn, scrolls } = newFinger();
  down();
  assert.ok(scrolls());
  assert.equal(finger.move(at(70, 55)), true);
  assert.equal(finger.move(at(70, 300)), true);
  assert.ok(!scrolls());
  assert.equal(finger.up(), false);
  assert.equal(drawn(), 1);
  assert.ok(scrolls());
});

test("one that rests draws, whichever way it goes on", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { finger, at, down, drawn, scrolls } = newFinger();
  down();
  mock.timers.tick(249);
  assert.equal(drawn(), 0);
  mock.timers.tick(1);
  assert.equal(drawn(), 1);
  assert.equal(finger.move(at(50, 90)), true);
  assert.ok(!scrolls());
  mock.timers.reset();
});

test("one that comes and goes taps, and draws nothing later", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { finger, down, drawn } = newFinger();
  down();
  assert.equal(finger.up(), true);
  mock.timers.tick(1000);
  assert.equal(drawn(), 0);
  mock.timers.reset();
});
