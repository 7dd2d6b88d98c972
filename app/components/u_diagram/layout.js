// Where the blocks of a U stand, from their shapes alone. No elements in here.

/** @import { BlockData } from "./data.js" */
/** @typedef {ReturnType<typeof layOutBlocks>} Layout in CSS pixels */

const WIDEST = 920; // CSS pixels; wider, the two paths drift apart
const WIDE_FROM = 600; // narrower, everything shrinks and the words on the arrows go
export const TARGET = 24; // what a finger can hit

/** Sizes for this much room. @param {number} room in CSS pixels */
function measures(room) {
  const wide = room >= WIDE_FROM;
  return wide
    ? { wide, width: Math.min(room, WIDEST), tallest: 168, perDoubling: 5, label: 40, gap: 12, first: 112, slope: 74 }
    : { wide, width: room, tallest: 112, perDoubling: 2.6, label: 33, gap: 12, first: 30, slope: 25 };
}

/**
 * Where each block's slab and label stand, from the shapes alone.
 * @param {BlockData[]} blocks
 * @param {number} room in CSS pixels
 */
export function layOutBlocks(blocks, room) {
  const m = measures(room);
  const levels = Math.max(...blocks.map(({ level }) => level)) + 1;
  const tallestMap = Math.max(...blocks.map(({ height }) => height));
  const slab = (/** @type {BlockData} */ block) => ({
    width: m.perDoubling * Math.log2(1 + block.channels),
    height: Math.max(3, (block.height / tallestMap) * m.tallest),
  });
  // The slope is what the middle leaves free for the deepest skip's select and the bottom's label.
  const steps = Math.max(1, levels - 2);
  const slope = Math.min(m.slope, Math.max(20, (m.width / 2 - m.first - (m.wide ? 100 : 66)) / steps));
  /** @type {number[]} by level */
  const tops = [];
  /** @type {number[]} by level */
  const bands = [];
  // On narrow screens the labels of input and output take a line of their own above the first block's.
  let y = m.wide ? 0 : m.label;
  for (let level = 0; level < levels; level++) {
    const tallest = Math.max(0, ...blocks.filter((block) => block.level === level).map((block) => slab(block).height));
    tops[level] = y + m.label;
    bands[level] = Math.max(tallest, TARGET + 4);
    y = tops[level] + bands[level] + m.gap;
  }
  const places = blocks.map((block) => {
    const { width, height } = slab(block);
    const mirrored = block.side === "up" || block.side === "output";
    const inset = block.side === "input" || block.side === "output" ? 0 : m.first + block.level * slope;
    const x = block.side === "bottom" ? (m.width - width) / 2 : mirrored ? m.width - inset - width : inset;
    // A slab lower than its band stands in the middle, where the arrows run.
    const top = tops[block.level] + (bands[block.level] - height) / 2;
    const outer = block.side === "input" || block.side === "output";
    const labelTop = tops[block.level] - m.label * (outer && !m.wide ? 2 : 1);
    return { block, x, top, width, height, middle: top + height / 2, labelTop, mirrored };
  });
  return { ...m, height: y - m.gap + 4, places };
}
