// How the player draws its two maps: the output with the stamp that is being put, and the overlap count.

/** @typedef {[row: number, column: number] | number[]} Place */
/** @typedef {{ text: string, paper: string, font: string }} Colours */

import { contextOf } from "../dom.js";

const DIGITS_FROM = 22; // CSS pixels a cell is wide before it holds a number
const PARTS_FROM = 38; // … and the stamp's own share of it in a corner
const LARGEST_CELL = 44;
const SMALLEST_CELL = 9;
const PLUS = [208, 138, 0];
const MINUS = [47, 111, 208];

/**
 * At most two decimals, with a true minus sign.
 * @param {number} value
 */
export function format(value) {
  return String(Number(value.toFixed(2)) || 0).replace("-", "−");
}

/**
 * The size of a cell that lets `columns` of them fit into this much room.
 * @param {number} columns
 * @param {number} room in CSS pixels, as the result
 */
export function cellFor(columns, room) {
  return Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, Math.floor((room - 2) / columns)));
}

/**
 * Make a canvas as large as its cells, sharp on this screen; its context, cleared.
 * @param {HTMLCanvasElement} canvas
 * @param {number} rows
 * @param {number} columns
 * @param {number} cell
 */
export function prepare(canvas, rows, columns, cell) {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [columns * cell + 2, rows * cell + 2];
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== wide || canvas.height !== high) {
    Object.assign(canvas, { width: wide, height: high });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  }
  const context = contextOf(canvas);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  context.translate(1, 1);
  context.textAlign = "center";
  context.textBaseline = "middle";
  return context;
}

/**
 * One map of numbers: a tint by size and sign, and the number where there is room.
 * @param {CanvasRenderingContext2D} context
 * @param {object} map
 * @param {number} map.rows
 * @param {number} map.columns
 * @param {number} map.cell
 * @param {(row: number, column: number) => number} map.at
 * @param {number} map.largest
 * @param {Colours} map.colours
 */
export function drawMap(context, { rows, columns, cell, at, largest, colours }) {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = at(row, column);
      const [x, y] = [column * cell, row * cell];
      if (value) {
        context.fillStyle = tint(value, largest);
        context.fillRect(x, y, cell, cell);
      }
      if (cell >= DIGITS_FROM) write(context, format(value), x + cell / 2, y + cell / 2, cell, colours);
    }
  }
  context.beginPath();
  for (let row = 0; row <= rows; row++) line(context, 0, row * cell, columns * cell, row * cell);
  for (let column = 0; column <= columns; column++) line(context, column * cell, 0, column * cell, rows * cell);
  context.strokeStyle = colours.text;
  context.lineWidth = 1;
  context.globalAlpha = 0.3;
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * The stamp on its way down: `height` 1 is far above the output, 0 has landed.
 * @param {CanvasRenderingContext2D} context
 * @param {object} stamp
 * @param {number[][]} stamp.patch
 * @param {Place} stamp.first
 * @param {number} stamp.dilation
 * @param {number} stamp.cell
 * @param {number} stamp.largest
 * @param {Colours} stamp.colours
 * @param {number} stamp.height
 * @param {(place: Place) => boolean} stamp.inside
 */
export function drawStamp(context, { patch, first, dilation, cell, largest, colours, height, inside }) {
  const grown = 1 + 0.6 * height;
  patch.forEach((weights, row) => weights.forEach((value, column) => {
    const place = [first[0] + row * dilation, first[1] + column * dilation];
    const [x, y] = [place[1] * cell, place[0] * cell];
    context.save();
    context.globalAlpha = 1 - 0.8 * height;
    context.translate(x + cell / 2, y + cell / 2 - 0.7 * cell * height);
    context.scale(grown, grown);
    context.translate(-cell / 2, -cell / 2);
    if (height > 0) {
      context.fillStyle = colours.paper;
      context.fillRect(0, 0, cell, cell);
      context.fillStyle = tint(value, largest);
      context.fillRect(0, 0, cell, cell);
      if (cell >= DIGITS_FROM) write(context, format(value), cell / 2, cell / 2, cell, colours);
    } else if (cell >= PARTS_FROM && inside(place)) {
      // Below the sum stands what this stamp added to it.
      write(context, (value < 0 ? "" : "+") + format(value), cell / 2, cell - 8, cell, colours, 10);
    }
    context.strokeStyle = colours.text;
    context.lineWidth = inside(place) ? 2 : 1;
    context.setLineDash(inside(place) ? [] : [3, 3]); // dashed: cut off
    context.strokeRect(1, 1, cell - 2, cell - 2);
    context.restore();
  }));
}

/** @param {number} value @param {number} largest */
function tint(value, largest) {
  const strength = largest ? 0.08 + 0.47 * Math.min(1, Math.abs(value) / largest) : 0;
  return `rgba(${(value < 0 ? MINUS : PLUS).join()}, ${strength})`;
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} toX @param {number} toY */
function line(context, x, y, toX, toY) {
  context.moveTo(x, y);
  context.lineTo(toX, toY);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {number} cell
 * @param {Colours} colours
 * @param {number} [size]
 */
function write(context, text, x, y, cell, colours, size = Math.min(14, cell * 0.42)) {
  context.fillStyle = colours.text;
  // A long number is written smaller, so that it stays inside its cell.
  context.font = `${Math.min(size, (1.7 * (cell - 4)) / text.length)}px ${colours.font}`;
  context.fillText(text, x, y);
}
