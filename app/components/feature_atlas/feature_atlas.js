// The feature atlas: every channel of a layer as a tile on one canvas, the one looked at enlarged.
// The tiles are a list of options over the canvas, so keyboard and screen reader see real elements
// while the pixels stay one picture. Python hears of a selection; looking around stays in here.

/** @import { AtlasHeader, AtlasMessage } from "./data.js" */
/** @typedef {[row: number, column: number]} Pixel */
/** @typedef {{ channel: number | null, changes: number }} Selection */

import { element, write, contextOf, addStyles } from "../dom.js";
import { touches } from "../finger.js";
import { mounted, soon } from "../life_cycle.js";
import { unpack } from "../packing.js";
import { newestOf, keepNewest } from "../newest.js";
await addStyles(import.meta.url, "../look.css", "./feature_atlas.css");

const GAP = 2; // CSS pixels between tiles
const SMALLEST_TILE = 24; // what a finger can hit
const LARGEST_TILE = 96;
const TALLEST = 460; // of the grid; more channels than fit make it taller
const ENLARGED = 208;
const BESIDE_FROM = 520; // narrower, the enlarged tile stands below

let atlases = 0; // for ids that are unique on the page

/** A value in a few digits, with a real minus sign. @param {number} value */
function format(value) {
  const size = Math.abs(value);
  const text = size === 0 ? "0" : size >= 1e4 || size < 1e-3 ? value.toExponential(1) : value.toPrecision(3);
  return text.replace("-", "−");
}

class FeatureAtlas {
  constructor() {
    this.id = `pw-atlas-${++atlases}`;
    this.channels = this.height = this.width = 0; // the shape of the maps
    this.pixels = ""; // the digest of the levels
    /** @type {Uint8Array} by channel, row and column */
    this.levels = new Uint8Array(0);
    this.sheet = element("canvas"); // every channel at its own size
    this.across = 1; // channels side by side on it
    this.decoding = 0; // milliseconds
    this.columns = 1; // tiles side by side
    /** @type {string | null} how the tiles were laid out */
    this.pitch = null;
    this.revision = -1; // no value has it
    this.changes = 0;
    /** @type {number | null} the channel that is selected */
    this.chosen = null;
    this.active = 0; // the channel that the keyboard is at
    /** @type {number | null} the channel that is enlarged, */
    this.looking = null;
    /** @type {HTMLCanvasElement | null} and the sheet that it came from */
    this.lookedAt = null;
    this.canvas = element("canvas", { class: "pw-sharp", "aria-hidden": "true", testid: "pw-atlas-canvas" });
    this.options = element("div", {
      class: "pw-atlas-options", role: "listbox", tabindex: "0", "aria-describedby": `${this.id}-keys`,
      testid: "pw-atlas-options",
    });
    this.grid = element("div", { class: "pw-atlas-grid" }, this.canvas, this.options);
    this.big = element("canvas", { class: "pw-sharp pw-atlas-big", "aria-hidden": "true", testid: "pw-atlas-big" });
    this.pointer = element("span", { class: "pw-atlas-pointer", hidden: true });
    this.mark = element("span", { class: "pw-atlas-mark", hidden: true });
    this.name = element("p", { class: "pw-title", testid: "pw-atlas-name" });
    this.range = element("p", { testid: "pw-atlas-range" });
    this.here = element("p", { class: "pw-quiet", testid: "pw-atlas-value" });
    this.frame = element("div", { class: "pw-atlas-frame" }, this.big, this.mark, this.pointer);
    this.summary = element("p", { class: "pw-quiet", testid: "pw-atlas-summary" });
    this.ramp = element("canvas", { class: "pw-atlas-ramp", width: 256, height: 1, "aria-hidden": "true" });
    this.from = element("span");
    this.to = element("span");
    this.scale = element("p", { class: "pw-atlas-scale" }, this.from, this.ramp, this.to);
    this.root = element("div", { class: "pw-component pw-atlas", testid: "pw-atlas" },
      element("p", { class: "pw-hidden", id: `${this.id}-keys` },
        "Arrow keys look at a channel, Enter selects it, Enter again clears the selection."),
      element("div", { class: "pw-atlas-body" }, this.grid,
        element("div", { class: "pw-atlas-panel" }, this.frame,
          element("div", { class: "pw-atlas-facts" }, this.name, this.range, this.here))),
      element("div", { class: "pw-atlas-foot" }, this.summary, this.scale));
    this.listen();
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes @param {import("../life_cycle.js").Send<AtlasMessage>} send */
  update(bytes, send) {
    /** @type {import("../life_cycle.js").Send<AtlasMessage>} */
    this.send = send;
    /** @type {import("../packing.js").Packed<AtlasHeader>} */
    const { header, rest } = unpack(bytes);
    const [channels, height, width] = header.shape;
    const reshaped = [this.channels, this.height, this.width].join() !== header.shape.join();
    const repainted = reshaped || this.pixels !== header.pixels;
    const restarted = this.revision !== header.revision;
    /** @type {AtlasHeader} */
    this.data = header;
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.pixels = header.pixels;
    this.revision = header.revision;
    if (repainted) this.decode(rest);
    if (reshaped) this.list();
    if (restarted || reshaped) {
      /** @type {Selection} */
      const { channel, changes } = newestOf(header.revision, header);
      this.chosen = channel;
      this.changes = changes;
      this.active = channel ?? 0;
    }
    this.options.setAttribute("aria-label", `${header.label}, ${channels} channels of ${height} × ${width}`);
    this.layOut(repainted);
    this.describe();
    this.look(this.active);
  }

  /**
   * Paint every channel once at its own size, on a sheet as square as it gets.
   * @param {Uint8Array} rest the ramp and the levels
   */
  decode(rest) {
    const began = performance.now();
    const { channels, height, width } = this;
    const colours = new Uint32Array(256);
    const bytes = new Uint8Array(colours.buffer);
    for (let level = 0; level < 256; level++) {
      bytes.set(rest.subarray(3 * level, 3 * level + 3), 4 * level);
      bytes[4 * level + 3] = 255;
    }
    this.levels = rest.subarray(768);
    this.across = Math.ceil(Math.sqrt(channels));
    const sheetWidth = this.across * width;
    const image = new ImageData(sheetWidth, Math.ceil(channels / this.across) * height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let channel = 0, from = 0; channel < channels; channel++) {
      let to = Math.floor(channel / this.across) * height * sheetWidth + (channel % this.across) * width;
      for (let row = 0; row < height; row++, to += sheetWidth) {
        for (let column = 0; column < width; column++) pixels[to + column] = colours[this.levels[from++]];
      }
    }
    this.sheet = element("canvas", { width: image.width, height: image.height });
    contextOf(this.sheet).putImageData(image, 0, 0);
    const ramp = new ImageData(256, 1);
    new Uint32Array(ramp.data.buffer).set(colours);
    contextOf(this.ramp).putImageData(ramp, 0, 0);
    this.decoding = performance.now() - began;
  }

  list() {
    const { channels } = this;
    this.options.replaceChildren(...Array.from({ length: channels }, (_, channel) =>
      element("div", { role: "option", id: `${this.id}-${channel}`, class: "pw-atlas-tile" })));
    this.looking = null;
    this.pitch = null;
  }

  describe() {
    const { channels, height, width, chosen } = this;
    const { ranges, label, highlighted } = this.data;
    [...this.options.children].forEach((option, channel) => {
      const [, , smallest, largest] = ranges[channel];
      option.setAttribute("aria-label",
        `channel ${channel + 1} of ${channels}, from ${format(smallest)} to ${format(largest)}`);
      option.setAttribute("aria-selected", String(channel === chosen));
    });
    const shared = ranges.every(([low, high]) => low === ranges[0][0] && high === ranges[0][1]);
    write(this.summary, `${label}: ${channels} ${channels === 1 ? "channel" : "channels"} of ${height} × ${width}. ` + (
      shared ? "One scale for all channels." : "Each channel has its own scale."));
    this.options.classList.toggle("pw-atlas-marked", Boolean(highlighted));
    if (highlighted) {
      this.options.style.setProperty("--pw-x", `${(100 * (highlighted[1] + 0.5)) / width}%`);
      this.options.style.setProperty("--pw-y", `${(100 * (highlighted[0] + 0.5)) / height}%`);
    }
    write(this.from, shared ? format(ranges[0][0]) : "smallest");
    write(this.to, shared ? format(ranges[0][1]) : "largest");
  }

  /** Choose how many tiles stand side by side; their size is whole screen pixels, so all look alike. */
  layOut(repainted = false) {
    const room = this.root.clientWidth;
    if (!this.data || !room) return;
    const scale = window.devicePixelRatio || 1;
    const beside = room >= BESIDE_FROM;
    this.root.classList.toggle("pw-atlas-beside", beside);
    const free = beside ? room - ENLARGED - 24 : room;
    const { channels, height, width } = this;
    // In steps of 1/scale CSS pixels; one column more makes smaller tiles and fewer rows.
    let columns = 1;
    let side = LARGEST_TILE;
    for (;; columns++) {
      side = Math.min(LARGEST_TILE, (free + GAP) / columns - GAP);
      const rows = Math.ceil(channels / columns);
      const tall = rows * (side * (height / width) + GAP) - GAP;
      const next = (free + GAP) / (columns + 1) - GAP;
      if (next < SMALLEST_TILE || columns >= channels) break;
      if (tall <= TALLEST && side <= LARGEST_TILE && (free + GAP) / columns - GAP <= LARGEST_TILE) break;
    }
    const tileWidth = Math.max(1, Math.floor(side * scale));
    const tileHeight = Math.max(1, Math.round(tileWidth * (height / width)));
    const pitch = [columns, tileWidth, tileHeight, scale].join();
    if (pitch === this.pitch && !repainted) return;
    this.pitch = pitch;
    this.columns = columns;
    this.paint(columns, tileWidth, tileHeight, scale);
    this.enlarge();
  }

  /** @param {number} columns @param {number} tileWidth @param {number} tileHeight @param {number} scale */
  paint(columns, tileWidth, tileHeight, scale) {
    const began = performance.now();
    const { canvas, channels, height, width, across } = this;
    const gap = Math.round(GAP * scale);
    const rows = Math.ceil(channels / columns);
    canvas.width = columns * (tileWidth + gap) - gap;
    canvas.height = rows * (tileHeight + gap) - gap;
    const context = contextOf(canvas);
    // Enlarged pixels stay sharp; a tile smaller than its map is averaged, or thin lines would drop out.
    context.imageSmoothingEnabled = tileWidth < width;
    context.imageSmoothingQuality = "medium";
    for (let channel = 0; channel < channels; channel++) {
      context.drawImage(this.sheet,
        (channel % across) * width, Math.floor(channel / across) * height, width, height,
        (channel % columns) * (tileWidth + gap), Math.floor(channel / columns) * (tileHeight + gap),
        tileWidth, tileHeight);
    }
    const css = (/** @type {number} */ pixels) => `${pixels / scale}px`;
    Object.assign(canvas.style, { width: css(canvas.width), height: css(canvas.height) });
    Object.assign(this.options.style, {
      gridTemplateColumns: `repeat(${columns}, ${css(tileWidth)})`, gridAutoRows: css(tileHeight), gap: css(gap),
    });
    this.root.dataset.milliseconds = (performance.now() - began + this.decoding).toFixed(2);
  }

  enlarge() {
    const side = Math.max(this.height, this.width);
    const factor = ENLARGED / side;
    const whole = factor >= 2 ? Math.floor(factor) : factor;
    for (const node of [this.frame, this.big]) {
      node.style.width = `${this.width * whole}px`;
      node.style.height = `${this.height * whole}px`;
    }
    if (this.big.width !== this.width) this.big.width = this.width;
    if (this.big.height !== this.height) this.big.height = this.height;
    this.looking = null;
    this.look(this.active);
  }

  /**
   * Show a channel large.
   * @param {number} channel
   * @param {Pixel | null} [pixel] the one under the pointer
   */
  look(channel, pixel = null) {
    const { height, width, across, data: { ranges, highlighted } } = this;
    if (this.looking !== channel || this.lookedAt !== this.sheet) {
      if (this.looking !== null) this.options.children[this.looking]?.classList.remove("pw-atlas-looked");
      this.options.children[channel].classList.add("pw-atlas-looked");
      this.looking = channel;
      this.lookedAt = this.sheet;
      contextOf(this.big).drawImage(this.sheet,
        (channel % across) * width, Math.floor(channel / across) * height, width, height, 0, 0, width, height);
    }
    const [low, high, smallest, largest] = ranges[channel];
    write(this.name, `Channel ${channel + 1} of ${this.channels}${channel === this.chosen ? ", selected" : ""}`);
    write(this.range, `${format(smallest)} to ${format(largest)}`);
    const place = pixel ?? highlighted;
    if (place) {
      const level = this.levels[(channel * height + place[0]) * width + place[1]];
      const value = high > low ? low + (level / 255) * (high - low) : low;
      write(this.here, `≈ ${format(value)} at row ${place[0] + 1}, column ${place[1] + 1}`);
    } else {
      write(this.here, `${touches() ? "Tap" : "Point at"} a pixel for its value.`);
    }
    this.place(this.pointer, pixel);
    this.place(this.mark, highlighted);
  }

  /** @param {HTMLElement} node @param {Pixel | null} pixel */
  place(node, pixel) {
    node.hidden = !pixel;
    if (!pixel) return;
    Object.assign(node.style, {
      top: `${(100 * pixel[0]) / this.height}%`, left: `${(100 * pixel[1]) / this.width}%`,
      height: `${100 / this.height}%`, width: `${100 / this.width}%`,
    });
  }

  /**
   * The channel and pixel of a tile under the pointer; null in the gaps.
   * @param {MouseEvent} event
   */
  under(event) {
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    if (!option) return null;
    return { channel: [...this.options.children].indexOf(option), pixel: this.pixelOf(option, event) };
  }

  /** @param {Element} node @param {MouseEvent} event @returns {Pixel} */
  pixelOf(node, event) {
    const box = node.getBoundingClientRect();
    const at = (/** @type {number} */ share, /** @type {number} */ length) => Math.min(length - 1, Math.max(0, Math.floor(share * length)));
    return [at((event.clientY - box.top) / box.height, this.height), at((event.clientX - box.left) / box.width, this.width)];
  }

  listen() {
    const { options, frame } = this;
    options.addEventListener("pointermove", (event) => {
      const tile = this.under(event);
      if (tile) soon(this, () => this.look(tile.channel, tile.pixel));
    });
    options.addEventListener("pointerleave", () => soon(this, () => this.look(this.active)));
    frame.addEventListener("pointermove", (event) => {
      const pixel = this.pixelOf(frame, event);
      soon(this, () => this.look(this.looking ?? this.active, pixel));
    });
    frame.addEventListener("pointerleave", () => soon(this, () => this.look(this.looking ?? this.active)));
    frame.addEventListener("click", (event) => { // a finger does not hover
      this.look(this.looking ?? this.active, this.pixelOf(frame, event));
    });
    options.addEventListener("click", (event) => {
      const tile = this.under(event);
      if (tile) this.choose(tile.channel, tile.pixel);
    });
    options.addEventListener("focus", () => this.move(this.active));
    options.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Enter" || event.key === " ") {
        this.choose(this.active);
      } else {
        /** @type {Record<string, number | undefined>} */
        const ways = {
          ArrowLeft: this.active - 1, ArrowRight: this.active + 1,
          ArrowUp: this.active - this.columns, ArrowDown: this.active + this.columns,
          Home: 0, End: this.channels - 1,
        };
        const to = ways[event.key];
        if (to === undefined) return;
        if (to >= 0 && to < this.channels) this.move(to);
      }
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /** @param {number} channel */
  move(channel) {
    this.active = channel;
    const option = this.options.children[channel];
    this.options.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
    this.look(channel);
  }

  /** @param {number} channel @param {Pixel | null} [pixel] the one under the pointer */
  choose(channel, pixel = null) {
    if (this.chosen !== null) this.options.children[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = this.chosen === channel ? null : channel;
    this.active = channel;
    this.options.children[channel].setAttribute("aria-selected", String(this.chosen === channel));
    this.options.setAttribute("aria-activedescendant", this.options.children[channel].id);
    this.look(channel, pixel);
    this.changes++;
    keepNewest(this.data.revision, { channel: this.chosen, changes: this.changes });
    this.send?.("selected", { revision: this.data.revision, changes: this.changes, channel: this.chosen });
  }
}

export default mounted(FeatureAtlas);
