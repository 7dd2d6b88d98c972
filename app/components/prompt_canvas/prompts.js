// The prompts: clicks and at most one box, in the order in which they were given, with undo. And what is
// drawn of a mask. No elements in here.

/** @import { CanvasHeader } from "./data.js" */
/** @typedef {NonNullable<CanvasHeader["box"]>} Box top, left, bottom and right */
/** @typedef {{ row: number, column: number, positive: boolean }} Click */
/** @typedef {[row: number, column: number]} Pixel */
/** @typedef {Click | { box: Box }} Prompt */

const MOST_STATES = 200;

/** @param {Prompt} prompt @returns {prompt is Click} */
const isClick = (prompt) => !("box" in prompt);

/** What was pointed at, and what it was before each change. */
export class Prompts {
  /**
   * @param {CanvasHeader["clicks"]} clicks
   * @param {Box | null} box
   * @param {number} most how many clicks there may be
   * @param {boolean} given whether the page chose them: what the learner means then takes their place
   */
  constructor(clicks, box, most, given = false) {
    this.most = most;
    /** @type {Prompt[]} */
    this.items = [...(box ? [{ box }] : []), ...clicks.map(([row, column, positive]) => ({ row, column, positive }))];
    /** @type {Prompt[][]} */
    this.before = [];
    this.given = given ? this.items : null;
  }

  /** Whether there are prompts, and they are still those that the page chose. */
  get isGiven() {
    return this.items === this.given && this.items.length > 0;
  }

  get clicks() {
    return this.items.filter(isClick);
  }

  get box() {
    for (const item of this.items) if (!isClick(item)) return item.box;
    return null;
  }

  /**
   * A sentence where the click cannot be added, else nothing.
   * @param {number} row
   * @param {number} column
   * @param {boolean} positive
   */
  addClick(row, column, positive) {
    const items = this.isGiven && positive ? [] : this.items;
    if (items.filter(isClick).length >= this.most) return `There are ${this.most} clicks, and no more are taken: undo or clear some.`;
    this.#set([...items, { row, column, positive }]);
    return "";
  }

  /**
   * The box from one pixel to another, both in it; another box is replaced. A sentence where it is empty.
   * @param {Pixel} from
   * @param {Pixel} to
   */
  addBox([row, column], [toRow, toColumn]) {
    /** @type {Box} */
    const box = [Math.min(row, toRow), Math.min(column, toColumn), Math.max(row, toRow) + 1, Math.max(column, toColumn) + 1];
    if (box[2] - box[0] < 2 || box[3] - box[1] < 2) return "This box is empty: drag from one corner of the object to the opposite one.";
    this.#set([...(this.isGiven ? [] : this.clicks), { box }]);
    return "";
  }

  removeLast() {
    if (this.items.length) this.#set(this.items.slice(0, -1));
  }

  clear() {
    if (this.items.length) this.#set([]);
  }

  get canUndo() {
    return this.before.length > 0;
  }

  undo() {
    this.items = this.before.pop() ?? this.items;
  }

  /** @param {Prompt[]} items */
  #set(items) {
    this.before.push(this.items);
    if (this.before.length > MOST_STATES) this.before.shift();
    this.items = items;
  }
}

/**
 * The pixels of a mask, one byte each, from one bit each.
 * @param {Uint8Array} bytes
 * @param {number} count
 */
export function unpackBits(bytes, count) {
  const pixels = new Uint8Array(count);
  for (let at = 0; at < count; at++) pixels[at] = (bytes[at >> 3] >> (at & 7)) & 1;
  return pixels;
}

/**
 * The path of an SVG along every edge between a pixel of the mask and one that is not; not along the rim.
 * @param {Uint8Array} mask
 * @param {number} height
 * @param {number} width
 */
export function outline(mask, height, width) {
  let path = "";
  /**
   * @param {number} lines
   * @param {number} length of each line
   * @param {(line: number, at: number) => boolean} differs from the line before
   * @param {(line: number, start: number, length: number) => string} write
   */
  const addRuns = (lines, length, differs, write) => {
    for (let line = 1; line < lines; line++) {
      for (let at = 0, start = 0; at <= length; at++) {
        if (at < length && differs(line, at)) continue;
        if (at > start) path += write(line, start, at - start);
        start = at + 1;
      }
    }
  };
  addRuns(height, width, (row, column) => mask[row * width + column] !== mask[(row - 1) * width + column],
    (row, start, length) => `M${start} ${row}h${length}`);
  addRuns(width, height, (column, row) => mask[row * width + column] !== mask[row * width + column - 1],
    (column, start, length) => `M${column} ${start}v${length}`);
  return path;
}
