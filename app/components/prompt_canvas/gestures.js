// From pointers and keys to prompts.

/** @import { Pixel } from "./prompts.js" */

import { Finger } from "../finger.js";

/**
 * Who hears of gestures.
 * @typedef {object} GestureListener
 * @property {number} height of the picture
 * @property {number} width
 * @property {"part" | "not" | "box"} tool what is chosen above the picture
 * @property {Pixel} cursor
 * @property {(pixel: Pixel, positive: boolean) => void} point
 * @property {(from: Pixel, to: Pixel) => void} addBox
 * @property {(from: Pixel | null, to?: Pixel) => void} band a box that is being drawn; null ends it
 * @property {(pixel: Pixel, how: "pointer" | "keyboard" | null) => void} look where the crosshair goes
 * @property {(sentence: string) => void} say
 * @property {() => void} undo
 * @property {() => void} removeLast
 */

const CLICK = 4; // CSS pixels that a hand moves in a click
const TAP = 10;

/**
 * Listen on the stage around the picture; `frame` is exactly the picture.
 * @param {HTMLElement} stage
 * @param {HTMLElement} frame
 * @param {GestureListener} canvas
 */
export function listen(stage, frame, canvas) {
  /** @typedef {{ id: number, type: string, from: Pixel, x: number, y: number, moved: boolean }} Press */
  /** @type {Press | null} */
  let down = null; // the press under way
  const finger = new Finger(stage);

  /** @type {(event: PointerEvent) => Pixel} */
  const cellAt = (event) => {
    const box = frame.getBoundingClientRect();
    return [Math.floor(((event.clientY - box.top) / box.height) * canvas.height),
      Math.floor(((event.clientX - box.left) / box.width) * canvas.width)];
  };
  /** @type {(pixel: Pixel) => boolean} */
  const inside = ([row, column]) => row >= 0 && column >= 0 && row < canvas.height && column < canvas.width;
  /** @type {(pixel: Pixel) => Pixel} */
  const clamp = ([row, column]) => [Math.min(canvas.height - 1, Math.max(0, row)), Math.min(canvas.width - 1, Math.max(0, column))];
  /** @type {(press: Press) => boolean} */
  const mayBox = (press) => press.type !== "touch" || canvas.tool === "box";

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    const cell = cellAt(event);
    if (!inside(cell)) {
      canvas.say("That is outside the picture: point at something in it.");
      return;
    }
    stage.setPointerCapture(event.pointerId);
    down = { id: event.pointerId, type: event.pointerType, from: cell, x: event.clientX, y: event.clientY, moved: false };
    if (down.type === "touch" && mayBox(down)) finger.down(event, () => canvas.band(cell, cell));
  });
  stage.addEventListener("pointermove", (event) => {
    if (down?.id !== event.pointerId) return;
    const far = Math.hypot(event.clientX - down.x, event.clientY - down.y);
    down.moved ||= far > (down.type === "touch" ? TAP : CLICK);
    if (down.type === "touch" && mayBox(down) && !finger.move(event)) return;
    if (down.moved && mayBox(down)) canvas.band(down.from, clamp(cellAt(event)));
  });
  stage.addEventListener("pointerup", (event) => {
    if (down?.id !== event.pointerId) return;
    const { from, moved } = down;
    const box = moved && mayBox(down) && (down.type !== "touch" || finger.drawing);
    finger.up();
    down = null;
    canvas.band(null);
    canvas.look(from, "pointer");
    if (box) canvas.addBox(from, clamp(cellAt(event)));
    else if (moved && canvas.tool === "box") canvas.say("To draw a box, move sideways first, or hold for a moment.");
    else if (moved) canvas.say("To draw a box with a finger, choose Box above the picture first.");
    else if (canvas.tool === "box") canvas.say("A box has two corners: drag from one to the opposite one.");
    else canvas.point(from, canvas.tool === "part" && !event.shiftKey);
  });
  stage.addEventListener("pointercancel", (event) => {
    if (event.pointerId !== down?.id) return;
    down = null; // the finger scrolled the page: it pointed at nothing
    finger.up();
    canvas.band(null);
  });

  /** @type {Pixel | null} where a box of the keyboard began */
  let corner = null;
  const endBox = () => {
    const from = corner;
    corner = null;
    canvas.band(null);
    if (from) canvas.addBox(from, canvas.cursor);
  };
  const beginBox = () => {
    corner = canvas.cursor;
    canvas.band(corner, corner);
    canvas.say("The box begins here: move to the opposite corner and press B or Enter; Escape drops it.");
  };
  frame.addEventListener("focus", () => frame.matches(":focus-visible") && canvas.look(canvas.cursor, "keyboard"));
  frame.addEventListener("blur", () => {
    corner = null;
    canvas.band(null);
    canvas.look(canvas.cursor, null);
  });
  frame.addEventListener("keydown", (event) => {
    if (event.altKey || (down && event.key !== "Escape")) return;
    const whole = event.ctrlKey || event.metaKey;
    const step = event.shiftKey ? 8 : 1;
    const [row, column] = canvas.cursor;
    /** @type {Record<string, Pixel | undefined>} */
    const ways = {
      ArrowUp: [row - step, column], ArrowDown: [row + step, column],
      ArrowLeft: [row, column - step], ArrowRight: [row, column + step],
      Home: [row, 0], End: [row, canvas.width - 1],
    };
    const to = ways[event.key];
    const key = event.key.toLowerCase();
    if (to && !whole) {
      canvas.look(clamp(to), "keyboard");
      if (corner) canvas.band(corner, canvas.cursor);
    } else if (whole && key === "z") canvas.undo();
    else if (whole) return;
    else if (key === "b") corner ? endBox() : beginBox();
    else if (key === "enter" || key === " ") {
      if (corner) endBox();
      else if (canvas.tool === "box") beginBox();
      else canvas.point(canvas.cursor, canvas.tool === "part" && !event.shiftKey);
    } else if (key === "escape" && corner) {
      corner = null;
      canvas.band(null);
      canvas.say("The box is dropped.");
    } else if (key === "backspace") canvas.removeLast();
    else return;
    event.preventDefault(); // neither scroll the page nor trigger the app's shortcuts
    event.stopPropagation();
  });
}
