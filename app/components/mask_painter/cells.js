// How class ids are drawn as cells: a colour, a hatch pattern and a letter each. Shared by every
// component that shows a small mask. Canvas 2D at the screen's own resolution: 1,024 cells are
// redrawn in about a millisecond, where as many DOM nodes would not be.

/** @import { ClassData } from "../data.js" */
/** @typedef {{ row: number, column: number }} Cell */
/** @typedef {Uint8Array | number[]} Mask class ids, row by row */
/** @typedef {"keyboard" | "echo" | "chosen" | null} CursorLook a strong frame, a faint one, the chosen cell's, or none */

import { contextOf } from "../dom.js";

const OVER_PICTURE = 0.6; // how much of a cell's colour hides the picture under it
const LETTER_FROM = 12; // CSS pixels; in smaller cells a letter would be a smudge, the pattern stays

/**
 * Adds the lines of a pattern `step` apart to the path of a square of `size`.
 * @typedef {(context: CanvasRenderingContext2D, size: number, step: number) => void} Pattern
 */

/** @type {Pattern} */
function linesAcross(context, size, step) {
  for (let y = step / 2; y < size; y += step) {
    context.moveTo(0, y);
    context.lineTo(size, y);
  }
}

/** @type {Pattern} */
function linesDown(context, size, step) {
  for (let x = step / 2; x < size; x += step) {
    context.moveTo(x, 0);
    context.lineTo(x, size);
  }
}

/** @type {Pattern} */
function linesRising(context, size, step) {
  for (let offset = step / 2; offset < 2 * size; offset += step) {
    context.moveTo(offset, 0);
    context.lineTo(0, offset);
  }
}

/** @type {Pattern} */
function linesFalling(context, size, step) {
  for (let offset = step / 2; offset < 2 * size; offset += step) {
    context.moveTo(size - offset, 0);
    context.lineTo(size, offset);
  }
}

/** @param {CanvasRenderingContext2D} context @param {number} size @param {number} step @param {number} radius */
function circles(context, size, step, radius) {
  for (let y = step / 2; y < size; y += step) {
    for (let x = step / 2; x < size; x += step) {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }
}

/** @type {Record<string, Pattern>} */
const PATTERNS = {
  plain() {},
  horizontal: linesAcross,
  vertical: linesDown,
  diagonal: linesRising,
  "back-diagonal": linesFalling,
  grid(context, size, step) {
    linesAcross(context, size, step);
    linesDown(context, size, step);
  },
  cross(context, size, step) {
    linesRising(context, size, step * 1.5);
    linesFalling(context, size, step * 1.5);
  },
  rings(context, size, step) {
    circles(context, size, step * 2, step * 0.62);
  },
  dots(context, size, step) {
    circles(context, size, step, step * 0.2);
    context.fill();
  },
  checks(context, size, step) {
    for (let row = 0; row * step < size; row++) {
      for (let column = row % 2; column * step < size; column += 2) {
        context.rect(column * step, row * step, step, step);
      }
    }
    context.fill();
    context.beginPath();
  },
};

/**
 * One cell of this class as a canvas of `size` device pixels; a letter of size 0 is left out.
 * @param {ClassData} style
 * @param {number} size
 * @param {number} letterSize
 */
function drawTile(style, size, letterSize) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const context = contextOf(tile);
  context.fillStyle = style.colour;
  context.fillRect(0, 0, size, size);
  context.save();
  context.globalAlpha = 0.34;
  context.fillStyle = context.strokeStyle = style.ink;
  context.lineWidth = Math.max(1, size / 20);
  context.beginPath();
  PATTERNS[style.pattern]?.(context, size, Math.max(3, size / 4));
  context.stroke();
  context.restore();
  if (letterSize) {
    context.font = `600 ${letterSize}px ui-sans-serif, system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    const ink = context.measureText(style.letter);
    const y = (size + ink.actualBoundingBoxAscent - ink.actualBoundingBoxDescent) / 2;
    context.lineJoin = "round";
    context.lineWidth = letterSize * 0.4;
    context.strokeStyle = style.colour; // keeps the pattern clear of the letter
    context.strokeText(style.letter, size / 2, y);
    context.fillStyle = style.ink;
    context.fillText(style.letter, size / 2, y);
  }
  return tile;
}

/**
 * A picture of one class, for legends and buttons. Decorative: the name stands beside it.
 * @param {ClassData} style
 * @param {number} side
 */
export function swatch(style, side) {
  const scale = window.devicePixelRatio || 1;
  const tile = drawTile(style, Math.round(side * scale), side >= LETTER_FROM ? side * scale * 0.56 : 0);
  tile.className = "pw-tile";
  tile.style.width = tile.style.height = `${side}px`;
  tile.setAttribute("aria-hidden", "true");
  return tile;
}

/**
 * The pattern of one class as a CSS background, `side` CSS pixels square and repeating.
 * @param {ClassData} style
 * @param {number} side
 */
export function patternBackground(style, side) {
  const scale = window.devicePixelRatio || 1;
  const address = drawTile(style, Math.round(side * scale), 0).toDataURL();
  return `url(${address}) 0 0 / ${side}px ${side}px ${style.colour}`;
}

/**
 * Pixels in base64, three bytes each, as a canvas of their size.
 * @param {string} text
 * @param {number} height
 * @param {number} width
 */
function drawPicture(text, height, width) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { height, width });
  const image = new ImageData(width, height);
  const colours = atob(text);
  for (let at = 0; at < height * width; at++) {
    for (const channel of [0, 1, 2]) image.data[4 * at + channel] = colours.charCodeAt(3 * at + channel);
    image.data[4 * at + 3] = 255;
  }
  contextOf(canvas).putImageData(image, 0, 0);
  return canvas;
}

/** A grid of cells on a canvas, with a cursor that the keyboard or the pointer moves. */
export class CellGrid {
  /**
   * @param {object} options
   * @param {number} options.height
   * @param {number} options.width
   * @param {ClassData[]} options.classes
   * @param {string} options.name
   * @param {string} options.instructions the id of the element that says what the keys do
   * @param {string} options.testid
   * @param {string | null} [options.picture] drawn under the cells: its pixels in base64
   */
  constructor({ height, width, classes, name, instructions, testid, picture = null }) {
    this.height = height;
    this.width = width;
    this.classes = classes;
    /** @type {Cell} */
    this.cursor = { row: 0, column: 0 };
    // Sizes in device pixels, which `layOut` sets: of a cell with its gap, and of the gap.
    this.pitch = 0;
    this.gap = 0;
    this.scale = 1;
    /** @type {HTMLCanvasElement[]} by class id */
    this.tiles = [];
    /** @type {HTMLCanvasElement[]} by class id */
    this.insets = [];
    this.canvas = document.createElement("canvas");
    this.canvas.className = "pw-canvas";
    this.canvas.tabIndex = 0;
    this.canvas.dataset.testid = testid;
    // The arrow keys and the digits are ours; "application" tells a screen reader to pass them on.
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-roledescription", "grid of pixels");
    this.canvas.setAttribute("aria-label", `${name}, ${height} rows, ${width} columns`);
    if (instructions) this.canvas.setAttribute("aria-describedby", instructions);
    this.frame = document.createElement("div");
    this.frame.className = "pw-cursor";
    this.frame.hidden = true;
    this.element = document.createElement("div");
    this.element.className = "pw-cells";
    this.element.append(this.canvas, this.frame);
    this.context = contextOf(this.canvas);
    this.picture = picture && drawPicture(picture, height, width);
  }

  /**
   * Choose the largest cell that fits; whole device pixels, so every edge is sharp.
   * @param {number} availableWidth
   * @param {number} availableHeight
   * @param {number} largestCell
   */
  layOut(availableWidth, availableHeight, largestCell) {
    const scale = window.devicePixelRatio || 1;
    const fitting = Math.min(availableWidth / this.width, availableHeight / this.height, largestCell);
    const pitch = Math.max(4, Math.floor(fitting * scale));
    if (pitch === this.pitch && scale === this.scale) return false;
    this.pitch = pitch;
    this.scale = scale;
    this.gap = pitch / scale < 8 ? 1 : Math.max(1, Math.round(scale));
    this.canvas.width = pitch * this.width;
    this.canvas.height = pitch * this.height;
    this.canvas.style.width = `${this.canvas.width / scale}px`;
    this.canvas.style.height = `${this.canvas.height / scale}px`;
    const side = pitch - this.gap;
    const letter = pitch / scale < LETTER_FROM ? 0 : Math.max(side * 0.5, Math.min(9 * scale, side * 0.72));
    this.tiles = this.classes.map((style) => drawTile(style, side, letter));
    this.insets = this.classes.map((style) => drawTile(style, Math.max(2, Math.round(side * 0.42)), 0));
    this.placeCursor();
    return true;
  }

  /**
   * Draw `mask`. Cells flagged in `outlined` get an outline; `contours`, another mask, adds the
   * borders of its regions, and its class in the corner of every cell where the two differ.
   * @param {Mask} mask
   * @param {{ outlined?: ArrayLike<number> | null, contours?: Mask | null }} [extras]
   */
  draw(mask, { outlined = null, contours = null } = {}) {
    const { context, pitch, tiles } = this;
    if (!pitch) return;
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    if (this.picture) {
      context.imageSmoothingEnabled = false;
      context.drawImage(this.picture, 0, 0, this.canvas.width, this.canvas.height);
      context.globalAlpha = OVER_PICTURE;
    }
    for (let at = 0; at < mask.length; at++) {
      if (this.picture && !mask[at]) continue; // class 0 is clear
      context.drawImage(tiles[mask[at]], (at % this.width) * pitch, Math.floor(at / this.width) * pitch);
    }
    context.globalAlpha = 1;
    if (contours) this.#drawContours(mask, contours);
    if (outlined) this.#drawOutlines(outlined);
  }

  /** @param {ArrayLike<number>} outlined */
  #drawOutlines(outlined) {
    const { context, pitch, scale } = this;
    const side = pitch - this.gap;
    const line = Math.max(1, Math.round((side / scale < 26 ? 1 : 2) * scale));
    // Black outside, white inside: one of the two stands out on any class colour.
    for (const { colour, inset } of [{ colour: "#000000", inset: 0 }, { colour: "#FFFFFF", inset: line }]) {
      context.strokeStyle = colour;
      context.lineWidth = line;
      context.beginPath();
      for (let at = 0; at < outlined.length; at++) {
        if (!outlined[at]) continue;
        const x = (at % this.width) * pitch + inset + line / 2;
        const y = Math.floor(at / this.width) * pitch + inset + line / 2;
        context.rect(x, y, side - 2 * inset - line, side - 2 * inset - line);
      }
      context.stroke();
    }
  }

  /** @param {Mask} mask @param {Mask} contours */
  #drawContours(mask, contours) {
    const { context, pitch, scale, width, height } = this;
    const side = pitch - this.gap;
    context.beginPath();
    for (let at = 0; at < contours.length; at++) {
      const column = at % width;
      const row = Math.floor(at / width);
      const x = column * pitch;
      const y = row * pitch;
      const middle = this.gap / 2;
      if (column + 1 < width && contours[at] !== contours[at + 1]) {
        context.moveTo(x + pitch - middle, y - this.gap);
        context.lineTo(x + pitch - middle, y + pitch);
      }
      if (row + 1 < height && contours[at] !== contours[at + width]) {
        context.moveTo(x - this.gap, y + pitch - middle);
        context.lineTo(x + pitch, y + pitch - middle);
      }
      if (mask[at] !== contours[at]) {
        const inset = this.insets[contours[at]];
        context.drawImage(inset, x + side - inset.width, y + side - inset.height);
      }
    }
    for (const { colour, line } of [{ colour: "#FFFFFF", line: 4 }, { colour: "#000000", line: 2 }]) {
      context.strokeStyle = colour;
      context.lineWidth = Math.max(1, Math.round(line * scale));
      context.stroke();
    }
  }

  /**
   * The cell under a point of the window; it may lie outside the grid, where a drag can go.
   * @param {number} clientX
   * @param {number} clientY
   * @returns {Cell}
   */
  cellAt(clientX, clientY) {
    const box = this.canvas.getBoundingClientRect();
    return {
      row: Math.floor(((clientY - box.top) / box.height) * this.height),
      column: Math.floor(((clientX - box.left) / box.width) * this.width),
    };
  }

  /** @param {Cell} cell */
  contains({ row, column }) {
    return row >= 0 && column >= 0 && row < this.height && column < this.width;
  }

  /** @param {Cell} cell */
  indexOf({ row, column }) {
    return row * this.width + column;
  }

  /**
   * Where an arrow key, Home or End leads from the cursor; null for any other key.
   * @param {KeyboardEvent} event
   * @returns {Cell | null}
   */
  target(event) {
    const { row, column } = this.cursor;
    const whole = event.ctrlKey || event.metaKey;
    const last = { row: this.height - 1, column: this.width - 1 };
    /** @type {Record<string, Cell | undefined>} */
    const ways = {
      ArrowUp: { row: row - 1, column },
      ArrowDown: { row: row + 1, column },
      ArrowLeft: { row, column: column - 1 },
      ArrowRight: { row, column: column + 1 },
      Home: { row: whole ? 0 : row, column: 0 },
      End: { row: whole ? last.row : row, column: last.column },
    };
    const to = ways[event.key];
    if (!to || event.altKey) return null;
    return {
      row: Math.min(Math.max(to.row, 0), last.row),
      column: Math.min(Math.max(to.column, 0), last.column),
    };
  }

  /**
   * Move the cursor.
   * @param {Cell} cell
   * @param {CursorLook} look
   */
  moveCursor(cell, look) {
    this.cursor = cell;
    this.frame.hidden = !look;
    this.frame.dataset.look = look ?? "";
    this.placeCursor();
  }

  placeCursor() {
    const pitch = this.pitch / this.scale;
    const side = (this.pitch - this.gap) / this.scale;
    this.frame.style.width = this.frame.style.height = `${side}px`;
    this.frame.style.transform =
      `translate(${this.cursor.column * pitch}px, ${this.cursor.row * pitch}px)`;
  }
}
