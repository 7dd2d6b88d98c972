// Masks as flat arrays of class ids, and as the text in which they travel: a digit for each cell,
// rows joined by "/". Pure functions.

/** @typedef {import("./cells.js").Cell} Cell */

/** @param {string} text */
export function parseMask(text) {
  return Uint8Array.from(text.replaceAll("/", ""), Number);
}

/** @param {Uint8Array} mask @param {number} width */
export function formatMask(mask, width) {
  const rows = [];
  for (let start = 0; start < mask.length; start += width) {
    rows.push(mask.subarray(start, start + width).join(""));
  }
  return rows.join("/");
}

/**
 * "Row 1: background 2, road 2", for those who hear a mask instead of seeing it.
 * @param {Uint8Array} mask
 * @param {number} width
 * @param {number} row
 * @param {string[]} names by class id
 */
export function rowSummary(mask, width, row, names) {
  const counts = new Array(names.length).fill(0);
  for (let at = row * width; at < (row + 1) * width; at++) counts[mask[at]]++;
  const present = names.flatMap((name, id) => (counts[id] ? [`${name} ${counts[id]}`] : []));
  return `Row ${row + 1}: ${present.join(", ")}`;
}

/**
 * The cells on a straight line between two cells, both included (Bresenham 1965). A fast drag
 * skips cells between two events; painting this line leaves no gaps.
 * @param {Cell} from
 * @param {Cell} to
 */
export function lineBetween(from, to) {
  /** @type {Cell[]} */
  const cells = [];
  let { row, column } = from;
  const down = Math.abs(to.row - row);
  const across = Math.abs(to.column - column);
  const rowStep = row < to.row ? 1 : -1;
  const columnStep = column < to.column ? 1 : -1;
  let error = across - down;
  for (;;) {
    cells.push({ row, column });
    if (row === to.row && column === to.column) return cells;
    const doubled = 2 * error;
    if (doubled > -down) {
      error -= down;
      column += columnStep;
    }
    if (doubled < across) {
      error += across;
      row += rowStep;
    }
  }
}

/**
 * Undo and redo over whole states. States are small (2 kB at most), so whole copies are kept.
 * @template State
 */
export class History {
  static LIMIT = 200;

  /** @param {State} state */
  constructor(state) {
    this.states = [state];
    this.at = 0;
  }

  get canUndo() {
    return this.at > 0;
  }

  get canRedo() {
    return this.at < this.states.length - 1;
  }

  /** @param {State} state */
  add(state) {
    this.states.splice(this.at + 1, Infinity, state);
    if (this.states.length > History.LIMIT) this.states.shift();
    this.at = this.states.length - 1;
  }

  undo() {
    if (this.canUndo) this.at--;
    return this.states[this.at];
  }

  redo() {
    if (this.canRedo) this.at++;
    return this.states[this.at];
  }
}
