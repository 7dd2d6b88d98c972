// From pointers and keys to prompts. `canvas` is told: point(cell, positive), boxed(from, to), band(from, to)
// while a box is drawn (null: none), look(cell) where the crosshair goes, say(sentence), and the keys' actions.

const CLICK = 4; // CSS pixels that a hand moves in a click
const TAP = 10;

/** Listen on the stage around the picture; `frame` is exactly the picture. */
export function listen(stage, frame, canvas) {
  let down = null; // the press under way

  const cellAt = (event) => {
    const box = frame.getBoundingClientRect();
    return [Math.floor(((event.clientY - box.top) / box.height) * canvas.height),
      Math.floor(((event.clientX - box.left) / box.width) * canvas.width)];
  };
  const inside = ([row, column]) => row >= 0 && column >= 0 && row < canvas.height && column < canvas.width;
  const clamped = ([row, column]) => [Math.min(canvas.height - 1, Math.max(0, row)), Math.min(canvas.width - 1, Math.max(0, column))];
  const mayBox = () => down.type !== "touch" || canvas.tool === "box";

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    const cell = cellAt(event);
    if (!inside(cell)) {
      canvas.say("That is outside the picture: point at something in it.");
      return;
    }
    stage.setPointerCapture(event.pointerId);
    down = { id: event.pointerId, type: event.pointerType, from: cell, x: event.clientX, y: event.clientY, moved: false };
  });
  stage.addEventListener("pointermove", (event) => {
    if (event.pointerId !== down?.id) return;
    const far = Math.hypot(event.clientX - down.x, event.clientY - down.y);
    down.moved ||= far > (down.type === "touch" ? TAP : CLICK);
    if (down.moved && mayBox()) canvas.band(down.from, clamped(cellAt(event)));
  });
  stage.addEventListener("pointerup", (event) => {
    if (event.pointerId !== down?.id) return;
    const { from, moved } = down;
    const box = moved && mayBox();
    down = null;
    canvas.band(null);
    canvas.look(from, "pointer");
    if (box) canvas.boxed(from, clamped(cellAt(event)));
    else if (moved) canvas.say("To draw a box with a finger, choose Box above the picture first.");
    else if (canvas.tool === "box") canvas.say("A box has two corners: drag from one to the opposite one.");
    else canvas.point(from, canvas.tool === "part" && !event.shiftKey);
  });
  stage.addEventListener("pointercancel", (event) => {
    if (event.pointerId !== down?.id) return;
    down = null; // the finger scrolled the page: it pointed at nothing
    canvas.band(null);
  });

  let corner = null; // where a box of the keyboard began
  const endBox = () => {
    const from = corner;
    corner = null;
    canvas.band(null);
    if (from) canvas.boxed(from, canvas.cursor);
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
    const to = {
      ArrowUp: [row - step, column], ArrowDown: [row + step, column],
      ArrowLeft: [row, column - step], ArrowRight: [row, column + step],
      Home: [row, 0], End: [row, canvas.width - 1],
    }[event.key];
    const key = event.key.toLowerCase();
    if (to && !whole) {
      canvas.look(clamped(to), "keyboard");
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
