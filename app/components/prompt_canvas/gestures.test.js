import assert from "node:assert/strict";
import { test } from "node:test";

import { listen } from "./gestures.js";

/** Listen on a picture of 10 × 10 pixels, one CSS pixel each; what the canvas hears, in words. */
function newCanvas() {
  /** @type {string[]} */
  const heard = [];
  const fields = {
    setPointerCapture() {},
    matches: () => true,
    getBoundingClientRect: () => ({ left: 0, top: 0, width: 10, height: 10 }),
  };
  const [stage, frame] = [0, 1].map(() =>
    /** @type {HTMLElement} */ (/** @type {unknown} */ (Object.assign(new EventTarget(), fields))));
  /** @type {import("./gestures.js").GestureListener} */
  const canvas = {
    height: 10,
    width: 10,
    tool: "part",
    cursor: [5, 5],
    point: (pixel, positive) => { heard.push(`${positive ? "+" : "-"}${pixel}`); },
    addBox: (from, to) => { heard.push(`box ${from} ${to}`); },
    band: () => {},
    look: (pixel) => { canvas.cursor = pixel; },
    say: (sentence) => { heard.push(sentence); },
    undo: () => { heard.push("undo"); },
    removeLast: () => { heard.push("remove"); },
  };
  listen(stage, frame, canvas);
  /** @type {(node: EventTarget, type: string, fields: object) => boolean} */
  const send = (node, type, more) => node.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), more));
  /** @type {(row: number, column: number, more?: object) => object} */
  const at = (row, column, more) =>
    ({ button: 0, isPrimary: true, pointerId: 1, pointerType: "mouse", clientX: column, clientY: row, ...more });
  const drag = (/** @type {object} */ from, /** @type {object} */ to) => {
    send(stage, "pointerdown", from);
    send(stage, "pointermove", to);
    send(stage, "pointerup", to);
  };
  const key = (/** @type {string} */ name, more = {}) => send(frame, "keydown", { key: name, ...more });
  return { canvas, heard, stage, send, at, drag, key };
}

test("a click says part of it, with Shift not part of it", () => {
  const { heard, drag, at } = newCanvas();
  drag(at(2, 3), at(2, 3));
  drag(at(4, 5, { shiftKey: true }), at(4, 5, { shiftKey: true }));
  assert.deepEqual(heard, ["+2,3", "-4,5"]);
});

test("a drag draws a box, which ends at the rim", () => {
  const { heard, drag, at } = newCanvas();
  drag(at(1, 1), at(7, 99));
  assert.deepEqual(heard, ["box 1,1 7,9"]);
});

test("a finger needs the box tool to draw one", () => {
  const { canvas, heard, drag, at } = newCanvas();
  const touch = { pointerType: "touch" };
  drag(at(0, 0, touch), at(9, 9, touch));
  canvas.tool = "box";
  drag(at(0, 0, touch), at(8, 9, touch));
  drag(at(0, 0, touch), at(12, 1, touch));
  drag(at(4, 4, touch), at(4, 4, touch));
  assert.deepEqual(heard, [
    "To draw a box with a finger, choose Box above the picture first.",
    "box 0,0 8,9",
    "To draw a box, move sideways first, or hold for a moment.",
    "A box has two corners: drag from one to the opposite one.",
  ]);
});

test("outside the picture there is nothing to point at, and a scrolling finger points at nothing", () => {
  const { heard, stage, send, drag, at } = newCanvas();
  drag(at(-3, 4), at(-3, 4));
  send(stage, "pointerdown", at(2, 2));
  send(stage, "pointercancel", at(2, 2));
  send(stage, "pointerup", at(2, 2));
  assert.deepEqual(heard, ["That is outside the picture: point at something in it."]);
});

test("the keyboard moves, clicks, draws boxes and takes back", () => {
  const { canvas, heard, key } = newCanvas();
  key("ArrowUp");
  key("ArrowRight", { shiftKey: true });
  assert.deepEqual(canvas.cursor, [4, 9]);
  key("Enter");
  key("Enter", { shiftKey: true });
  key("b");
  key("Home");
  key("b");
  key("z", { ctrlKey: true });
  key("Backspace");
  const [begins] = heard.splice(2, 1);
  assert.match(begins, /^The box begins here/);
  assert.deepEqual(heard, ["+4,9", "-4,9", "box 4,9 4,0", "undo", "remove"]);
});

test("Escape drops a box that was begun", () => {
  const { heard, key } = newCanvas();
  key("b");
  key("Escape");
  assert.equal(heard.at(-1), "The box is dropped.");
  assert.equal(key("Escape"), true); // and is the page's again
});
