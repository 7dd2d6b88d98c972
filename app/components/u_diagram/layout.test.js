import assert from "node:assert/strict";
import { test } from "node:test";

import { layOutBlocks } from "./layout.js";

/** @type {(name: string, side: "input" | "down" | "bottom" | "up" | "output", level: number, size: number) => import("./data.js").BlockData} */
const block = (name, side, level, size) => ({ name, title: name, channels: 16, height: size, width: size, side, level });

const blocks = [
  block("image", "input", 0, 64), block("down0", "down", 0, 64), block("down1", "down", 1, 32),
  block("bottom", "bottom", 2, 16), block("up1", "up", 1, 32), block("up0", "up", 0, 64), block("logits", "output", 0, 64),
];

for (const room of [320, 900, 1600]) {
  test(`the U stays in ${room} CSS pixels, its two paths mirrored`, () => {
    const layout = layOutBlocks(blocks, room);
    assert.equal(layout.width, Math.min(room, 920));
    const at = new Map(layout.places.map((place) => [place.block.name, place]));
    for (const { x, width, top, height } of layout.places) {
      assert.ok(x >= 0 && x + width <= layout.width + 1e-9);
      assert.ok(top >= 0 && top + height <= layout.height);
    }
    for (const [left, right] of [["down0", "up0"], ["down1", "up1"], ["image", "logits"]]) {
      const [one, other] = [at.get(left), at.get(right)];
      assert.ok(one && other);
      assert.ok(Math.abs(one.x - (layout.width - other.x - other.width)) < 1e-9);
      assert.equal(one.middle, other.middle);
    }
  });
}

test("height is the feature map's height, and deeper blocks stand lower", () => {
  const { places } = layOutBlocks(blocks, 900);
  const [, down0, down1, bottom] = places;
  assert.equal(down0.height, 2 * down1.height);
  assert.ok(down0.middle < down1.middle && down1.middle < bottom.middle);
});
