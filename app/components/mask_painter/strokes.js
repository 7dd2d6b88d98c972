// From pointers and keys to strokes. A stroke is what one press of a button or a key paints, from
// down to up; the painter hears every cell at once and the end of the stroke once.

/** @import { Cell, CellGrid } from "./cells.js" */

import { Finger } from "../finger.js";
import { lineBetween } from "./masks.js";

/**
 * Who hears of strokes.
 * @typedef {object} StrokeListener
 * @property {(grid: CellGrid) => boolean} mayPaint
 * @property {(grid: CellGrid) => void} begin
 * @property {(cells: Cell[]) => void} paint
 * @property {() => void} end
 * @property {(id: number) => boolean} choose takes another class; false if there is none of this id
 * @property {(grid: CellGrid, cell: Cell, how: "keyboard" | "pointer" | null) => void} look what points at
 *   the cell now; null where nothing does any more
 */

/**
 * Listen on a grid.
 * @param {CellGrid} grid
 * @param {StrokeListener} painter
 */
export function listen(grid, painter) {
  const { canvas } = grid;
  /** @type {Cell} the last cell of the stroke under way */
  let dragged = grid.cursor;
  /** @type {number | null} */
  let pointer = null;
  const finger = new Finger(canvas);

  const begin = () => {
    painter.begin(grid);
    painter.look(grid, dragged, "pointer");
    painter.paint([dragged]);
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary || !painter.mayPaint(grid)) return;
    pointer = event.pointerId;
    canvas.setPointerCapture(pointer); // a drag that leaves the grid still ends here
    dragged = grid.cellAt(event.clientX, event.clientY);
    if (event.pointerType === "touch") finger.down(event, begin);
    else begin();
  });

  canvas.addEventListener("pointermove", (event) => {
    const touch = event.pointerType === "touch";
    if (pointer === null) {
      if (touch) return; // it scrolls the page
      const cell = grid.cellAt(event.clientX, event.clientY);
      painter.look(grid, cell, grid.contains(cell) ? "pointer" : null);
      return;
    }
    if (event.pointerId !== pointer || (touch && !finger.move(event))) return;
    // The browser bundles moves into one event a frame; the ones inside keep a curve a curve.
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length ? moves : [event]) {
      const cell = grid.cellAt(move.clientX, move.clientY);
      if (cell.row === dragged.row && cell.column === dragged.column) continue;
      painter.paint(lineBetween(dragged, cell));
      dragged = cell;
    }
    painter.look(grid, dragged, "pointer");
  });

  const release = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    const tapped = finger.up();
    if (tapped && event.type === "pointerup") begin();
    painter.end();
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", (event) => {
    // A finger leaves with every tap; what it tapped can be read until it taps elsewhere.
    if (pointer === null && event.pointerType !== "touch") painter.look(grid, grid.cursor, null);
  });
  canvas.addEventListener("click", (event) => {
    if (!painter.mayPaint(grid)) painter.look(grid, grid.cellAt(event.clientX, event.clientY), "pointer");
  });

  canvas.addEventListener("focus", () => {
    if (canvas.matches(":focus-visible")) painter.look(grid, grid.cursor, "keyboard");
  });
  canvas.addEventListener("blur", () => painter.look(grid, grid.cursor, null));

  const paintHere = () => {
    if (!painter.mayPaint(grid)) return;
    painter.begin(grid);
    painter.paint([grid.cursor]);
    painter.end();
    painter.look(grid, grid.cursor, "keyboard");
  };

  canvas.addEventListener("keydown", (event) => {
    if (pointer !== null) return;
    const to = grid.target(event);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (to) {
      painter.look(grid, to, "keyboard");
      if (event.shiftKey) paintHere();
    } else if (plain && /^[0-9]$/.test(event.key)) {
      if (!painter.mayPaint(grid) || !painter.choose(Number(event.key))) return;
      paintHere();
    } else if (plain && (event.key === " " || event.key === "Enter")) {
      paintHere();
    } else {
      return;
    }
    event.preventDefault(); // neither scroll the page nor trigger the app's shortcuts
    event.stopPropagation();
  });
}
