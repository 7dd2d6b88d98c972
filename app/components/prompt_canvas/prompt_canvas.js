// The prompt canvas: a picture to click and to draw a box on, the masks that answer, and where the prompt
// looked. Prompts are drawn at once; the masks come from Python. One message is under way at a time: whatever
// is pointed at meanwhile goes with the next, so a burst of clicks cannot pile up.

import { element, drawn, write, addStyles } from "../dom.js";
import { mounted } from "../life_cycle.js";
import { unpack } from "../packing.js";
import { ahead } from "../ahead.js";
import { Prompts, unpackBits, outline } from "./prompts.js";
import { listen } from "./gestures.js";
await addStyles(import.meta.url, "../look.css", "../mask_painter/mask_painter.css", "./prompt_canvas.css");

const LARGEST = 448; // CSS pixels
const BESIDE_FROM = 700; // so much room puts the candidates beside the picture
const MARK = 8; // CSS pixels, the radius of a click
const PATIENCE = 3000; // milliseconds after which a message without an answer counts as lost
const MOST_HELD = 16;
const HOW = [
  ["Touch", " A tap says what is chosen above the picture: part of it, or not. For a box choose Box, then draw from corner to corner."],
  ["Mouse", " Click what you mean; with Shift held, what you do not mean. Drag to draw a box."],
  ["Keys", " Arrows move, with Shift by eight. Enter adds a click, with Shift one that says “not part of it”. B begins and "
    + "ends a box. Backspace takes the last one back."],
];
const TOOLS = [["part", "Part of it", "+"], ["not", "Not part of it", "−"], ["box", "Box", "□"]];

const held = new Map(); // by digest: pictures as canvases, for every prompt canvas of this tab
let canvases = 0; // for ids that are unique on the page

class PromptCanvas {
  constructor() {
    this.id = `pw-prompt-${++canvases}`;
    this.tool = "part";
    this.cursor = [0, 0];
    this.small = []; // the candidates' figures
    this.picture = element("canvas", { class: "pw-sharp pw-prompt-layer" });
    this.tint = element("canvas", { class: "pw-sharp pw-prompt-layer pw-prompt-tint" });
    const twice = (name) => [`${name}-under`, `${name}-over`].map((look) => drawn("path", { class: look }));
    this.edges = twice("pw-prompt-edge");
    this.boxes = twice("pw-prompt-box");
    this.cross = twice("pw-prompt-cross");
    this.marks = drawn("g", { testid: "pw-prompt-marks" });
    this.overlay = drawn("svg", { class: "pw-prompt-layer pw-prompt-overlay", "aria-hidden": "true" },
      ...this.edges, ...this.boxes, this.marks, ...this.cross);
    this.frame = element("div", {
      class: "pw-prompt-frame", tabindex: "0", role: "application", "aria-roledescription": "picture to point at",
      "aria-describedby": `${this.id}-keys`, testid: "pw-prompt-frame",
    }, this.picture, this.tint, this.overlay);
    this.stage = element("div", { class: "pw-prompt-stage", testid: "pw-prompt-stage" }, this.frame);
    this.status = element("p", { class: "pw-prompt-status", "aria-live": "polite", testid: "pw-prompt-status" });
    this.choices = element("div", { class: "pw-prompt-choices", role: "group", "aria-label": "Candidates" });
    this.root = element("div", { class: "pw-component pw-prompt", testid: "pw-prompt" },
      this.toolbar(),
      element("div", { class: "pw-prompt-body" },
        element("div", {}, this.stage, this.status,
          element("div", { class: "pw-quiet pw-prompt-keys", id: `${this.id}-keys` },
            ...HOW.map(([what, how]) => element("p", { class: `pw-prompt-by-${what.toLowerCase()}` }, element("strong", {}, what), how)))),
        this.choices));
    listen(this.stage, this.frame, this);
    this.choose("part");
  }

  toolbar() {
    this.radios = TOOLS.map(([tool, name, sign]) => {
      const radio = element("input", {
        type: "radio", name: `${this.id}-tool`, class: "pw-hidden", testid: `pw-prompt-tool-${tool}`,
      });
      radio.addEventListener("change", () => this.choose(tool));
      return [tool, radio, element("label", { class: "pw-painter-swatch" }, radio,
        element("span", { class: "pw-key", "aria-hidden": "true" }, sign), element("span", { class: "pw-name" }, name))];
    });
    const button = (text, testid, act) => {
      const made = element("button", { type: "button", class: "pw-button", testid }, text);
      made.addEventListener("click", act);
      return made;
    };
    this.undoButton = button("Undo", "pw-prompt-undo", () => this.undo());
    this.clearButton = button("Clear", "pw-prompt-clear", () => this.clear());
    return element("div", { class: "pw-toolbar" },
      element("div", { class: "pw-painter-swatches", role: "radiogroup", "aria-label": "What a click says" },
        ...this.radios.map(([, , label]) => label)),
      element("div", { class: "pw-actions" }, this.undoButton, this.clearButton));
  }

  // What comes from Python

  update(bytes, send) {
    this.send = send;
    const { header, rest } = unpack(bytes);
    const [height, width] = header.shape;
    let at = 0;
    const take = (length) => rest.subarray(at, (at += length));
    if (header.sent) hold(header.picture, take(height * width * 3), height, width);
    const fresh = this.data?.revision !== header.revision;
    const resized = this.height !== height || this.width !== width;
    Object.assign(this, { data: header, height, width });
    if (fresh) {
      this.prompts = new Prompts(header.clicks, header.box, header.most);
      const last = this.prompts.clicks.at(-1);
      Object.assign(this, {
        changes: header.changes, told: header.changes, chosen: header.chosen,
        cursor: last ? [last.row, last.column] : [Math.floor(height / 2), Math.floor(width / 2)],
      });
      this.say("");
    }
    this.hear(header.answer, rest.subarray(at));
    if (resized) {
      for (const layer of [this.picture, this.tint]) Object.assign(layer, { width, height });
      this.overlay.setAttribute("viewBox", `0 0 ${width} ${height}`);
      this.shown = null;
    }
    this.frame.setAttribute("aria-label", header.label);
    this.layOut();
    this.paint();
    this.drawPrompts();
    if (!held.has(header.picture)) this.report(); // it says what is held here, and the picture comes
    else if (this.changes > this.told && header.changes >= this.told) this.tell();
    this.root.dataset.answered = header.changes;
    this.root.dataset.shown = header.changes;
  }

  /** Take an answer: its masks and the attention, in the bytes after its header. */
  hear(answer, bytes) {
    const { height, width } = this;
    let at = 0;
    const take = (length) => bytes.subarray(at, (at += length));
    this.answer = answer;
    this.masks = (answer?.candidates ?? []).map(() => unpackBits(take(Math.ceil(height * width / 8)), height * width));
    this.attention = answer?.attention && { at: answer.attention, colours: take(answer.attention[0] * answer.attention[1] * 3) };
  }

  // What the learner does

  point([row, column], positive) {
    this.change(() => this.prompts.addClick(row, column, positive));
  }

  boxed(from, to) {
    this.change(() => this.prompts.addBox(from, to));
  }

  removeLast() {
    this.change(() => this.prompts.removeLast());
  }

  undo() {
    this.change(() => this.prompts.undo());
  }

  clear() {
    this.change(() => this.prompts.clear());
  }

  /** Change the prompts; where that cannot be done, say the sentence that comes back. */
  change(act) {
    const before = this.prompts.items;
    const refusal = act();
    if (refusal) this.say(refusal);
    if (this.prompts.items === before) return;
    this.chosen = null;
    this.say("");
    this.drawPrompts();
    this.report();
  }

  choose(tool) {
    this.tool = tool;
    for (const [name, radio] of this.radios) radio.checked = name === tool;
    this.stage.dataset.tool = tool;
  }

  pick(candidate) {
    this.chosen = candidate;
    this.paint();
    this.report();
  }

  report() {
    this.changes++;
    const lost = performance.now() - (this.toldAt ?? 0) > PATIENCE;
    if (this.data.changes >= this.told || lost) this.tell();
  }

  /** One message with all there is to say; the next one waits for its answer. */
  async tell() {
    this.told = this.changes;
    this.toldAt = performance.now();
    const { revision, picture } = this.data;
    const { box } = this.prompts;
    const clicks = this.prompts.clicks.map(({ row, column, positive }) => [row, column, positive]);
    const message = {
      revision, changes: this.changes, chosen: this.chosen, box, clicks, holds: held.has(picture) ? picture : "",
    };
    if (this.data.ahead && this.chosen === null && (clicks.length || box)) {
      const query = { prompts: JSON.stringify({ clicks, box }) };
      await ahead(this.data.ahead, query, ({ answer }, rest) => this.hurry(message, answer, rest));
    }
    if (!this.root.isConnected) return;
    this.send("pointed", message);
    clearTimeout(this.again);
    this.again = setTimeout(() => this.changes > this.told && this.root.isConnected && this.tell(), PATIENCE);
  }

  /** The answer to this message, as it came ahead of the rerun. */
  hurry({ revision, changes }, answer, bytes) {
    if (this.data.revision !== revision || this.data.changes >= changes) return; // the rerun was faster
    this.hear(answer, bytes);
    this.paint();
    this.root.dataset.shown = changes;
  }

  // What is seen

  layOut() {
    const room = this.root.clientWidth;
    if (!this.data || !room) return;
    const scale = window.devicePixelRatio || 1;
    const beside = room >= BESIDE_FROM;
    this.root.classList.toggle("pw-prompt-beside", beside);
    const widest = Math.min(LARGEST, room - 24, LARGEST * (this.width / this.height));
    const factor = (widest * scale) / this.width;
    const width = ((factor >= 3 ? Math.floor(factor) : factor) * this.width) / scale;
    if (width === this.shown) return;
    this.shown = width;
    this.frame.style.width = `${width}px`;
    this.frame.style.height = `${(width * this.height) / this.width}px`;
    this.drawPrompts();
  }

  /** The picture, the mask over it, and the small figures. */
  paint() {
    const { height, width } = this;
    const picture = held.get(this.data.picture);
    if (picture && this.painted !== this.data.picture) {
      this.painted = this.data.picture;
      this.picture.getContext("2d").drawImage(picture, 0, 0);
      this.root.dataset.pictures = Number(this.root.dataset.pictures ?? 0) + 1;
    }
    const colour = getComputedStyle(this.root).getPropertyValue("--st-primary-color") || "#4b3fa8";
    const mask = this.masks[this.seen];
    fill(this.tint, mask, colour);
    for (const path of this.edges) path.setAttribute("d", mask ? outline(mask, height, width) : "");
    this.figures(picture);
  }

  /** Which candidate is over the picture. */
  get seen() {
    return this.chosen ?? this.answer?.best ?? 0;
  }

  figures(picture) {
    const { answer } = this;
    const count = answer ? answer.candidates.length : 0;
    if (this.choices.childElementCount !== count + (this.attention ? 1 : 0)) this.buildFigures(count);
    this.small.forEach(({ button, canvas, tinted, lines, edge, title, caption }, at) => {
      const told = answer.candidates[at];
      button.setAttribute("aria-pressed", String(at === this.seen));
      write(title, told.title);
      write(caption, told.caption);
      if (canvas.dataset.picture !== this.data.picture) {
        Object.assign(tinted, { width: this.width, height: this.height });
        lines.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
        this.copy(canvas, picture);
        if (picture) canvas.dataset.picture = this.data.picture;
      }
      fill(tinted, this.masks[at].map((inside) => 1 - inside), "#000");
      edge.setAttribute("d", outline(this.masks[at], this.height, this.width));
    });
    if (!this.attention) return;
    const { at: [rows, columns, cell], colours } = this.attention;
    this.copy(this.looked, picture);
    const small = rgb(colours, rows, columns);
    const context = this.looked.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.globalAlpha = 0.72;
    context.drawImage(small, 0, 0, columns * cell, rows * cell);
    context.globalAlpha = 1;
  }

  copy(canvas, picture) {
    if (canvas.width !== this.width || canvas.height !== this.height) Object.assign(canvas, { width: this.width, height: this.height });
    if (picture) canvas.getContext("2d").drawImage(picture, 0, 0);
  }

  buildFigures(count) {
    this.small = Array.from({ length: count }, (_, at) => {
      const canvas = element("canvas", { class: "pw-sharp" });
      const tinted = element("canvas", { class: "pw-sharp pw-prompt-layer pw-prompt-outside" });
      const edge = drawn("path", { class: "pw-prompt-edge-over" });
      const lines = drawn("svg", { class: "pw-prompt-layer pw-prompt-overlay", "aria-hidden": "true" }, edge);
      const title = element("span", { class: "pw-title" });
      const caption = element("span", { class: "pw-quiet" });
      const button = element("button", { type: "button", class: "pw-prompt-choice", testid: "pw-prompt-choice" },
        element("span", { class: "pw-prompt-thumb" }, canvas, tinted, lines), title, caption);
      button.addEventListener("click", () => this.pick(at));
      return { button, canvas, tinted, lines, edge, title, caption };
    });
    this.looked = element("canvas", { class: "pw-sharp", testid: "pw-prompt-attention" });
    const attention = element("div", { class: "pw-prompt-choice" },
      element("span", { class: "pw-prompt-thumb" }, this.looked),
      element("span", { class: "pw-title" }, "Where the prompt looked"),
      element("span", { class: "pw-quiet" }, "Light: much attention."));
    this.choices.replaceChildren(...this.small.map(({ button }) => button), ...(this.attention ? [attention] : []));
  }

  drawPrompts() {
    if (!this.prompts || !this.shown) return;
    const { clicks, box } = this.prompts;
    const radius = (MARK * this.width) / this.shown;
    this.marks.replaceChildren(...clicks.map(({ row, column, positive }) =>
      drawn("g", { class: positive ? "pw-prompt-yes" : "pw-prompt-no", transform: `translate(${column + 0.5} ${row + 0.5}) scale(${radius})` },
        drawn("circle", { r: 1 }),
        drawn("path", { d: positive ? "M-.55 0H.55M0-.55V.55" : "M-.55 0H.55" }))));
    this.outlineBox(box);
    this.undoButton.setAttribute("aria-disabled", String(!this.prompts.canUndo));
    this.clearButton.setAttribute("aria-disabled", String(!this.prompts.items.length));
    this.say(this.said);
  }

  outlineBox(box) {
    const path = box ? `M${box[1]} ${box[0]}H${box[3]}V${box[2]}H${box[1]}Z` : "";
    for (const each of this.boxes) each.setAttribute("d", path);
  }

  /** The box while it is drawn, from one pixel to another; with null the one that is there. */
  band(from, to) {
    if (!from) return this.outlineBox(this.prompts.box);
    this.outlineBox([Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]) + 1, Math.max(from[1], to[1]) + 1]);
  }

  /** Put the crosshair on a pixel; it shows for the keyboard only. */
  look(cell, how) {
    this.cursor = cell;
    const [row, column] = cell;
    const free = 1.5;
    const path = how === "keyboard"
      ? `M${column + 0.5} 0V${row - free}M${column + 0.5} ${this.height}V${row + 1 + free}M0 ${row + 0.5}H${column - free}`
        + `M${this.width} ${row + 0.5}H${column + 1 + free}M${column} ${row}h1v1h-1z` : "";
    for (const each of this.cross) each.setAttribute("d", path);
    if (how === "keyboard") this.say(`Row ${row + 1}, column ${column + 1} (of ${this.height} × ${this.width}).`);
  }

  /** One sentence; without one, what there is now. */
  say(sentence) {
    this.said = sentence;
    write(this.status, sentence || this.summary());
  }

  summary() {
    if (!this.prompts) return "";
    const { clicks, box } = this.prompts;
    if (!clicks.length && !box) return "Nothing is pointed at yet: click something in the picture, or drag a box around it.";
    const no = clicks.filter(({ positive }) => !positive).length;
    const yes = clicks.length - no;
    const told = [yes && `${yes} × part of it`, no && `${no} × not part of it`, box && "a box"].filter(Boolean);
    const pixels = this.masks?.[this.seen]?.reduce((sum, each) => sum + each, 0);
    return `Pointed at: ${told.join(", ")}.${pixels === undefined || this.changes !== this.data.changes ? "" : ` The mask has ${pixels.toLocaleString("en")} pixels.`}`;
  }
}

/** Keep a picture for this tab; the ones not seen for longest go. */
function hold(name, colours, height, width) {
  held.delete(name);
  held.set(name, rgb(colours, height, width));
  if (held.size > MOST_HELD) held.delete(held.keys().next().value);
}

/** Colours, three bytes a pixel, as a canvas. */
function rgb(colours, height, width) {
  const canvas = element("canvas", { height, width });
  const image = new ImageData(width, height);
  for (let from = 0, to = 0; from < colours.length; from += 3, to += 4) {
    image.data.set(colours.subarray(from, from + 3), to);
    image.data[to + 3] = 255;
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

/** Fill the mask on a canvas with a colour; how much shows through is the style's. */
function fill(canvas, mask, colour) {
  const context = canvas.getContext("2d");
  const { height, width } = canvas;
  context.clearRect(0, 0, width, height);
  if (!mask) return canvas;
  context.fillStyle = colour;
  for (let row = 0; row < height; row++) {
    for (let column = 0, start = 0; column <= width; column++) {
      if (column < width && mask[row * width + column]) continue;
      if (column > start) context.fillRect(start, row, column - start, 1);
      start = column + 1;
    }
  }
  return canvas;
}

export default mounted(PromptCanvas);
