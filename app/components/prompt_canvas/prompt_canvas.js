// The prompt canvas: a picture to click and to draw a box on, the masks that answer, and where the prompt
// looked. Prompts are drawn at once; the masks come from Python. One message is under way at a time: whatever
// is pointed at meanwhile goes with the next, so a burst of clicks cannot pile up.

/** @import { AnswerData, CanvasAnswer, CanvasHeader, CanvasMessage } from "./data.js" */
/** @import { Box, Pixel } from "./prompts.js" */
/** @typedef {"part" | "not" | "box"} Tool what the next click or drag says */
/** @typedef {{ rows: number, columns: number, cell: number, colours: Uint8Array }} Attention */
/** @typedef {ReturnType<typeof candidateFigure>} Figure */

import { element, svgElement, write, contextOf, count, addStyles } from "../dom.js";
import { touches } from "../finger.js";
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
  ["Touch", " A tap says what is chosen above the picture: part of it, or not. For a box choose Box, then draw from corner to corner: sideways first, or after holding for a moment."],
  ["Mouse", " Click what you mean; with Shift held, what you do not mean. Drag to draw a box."],
  ["Keys", " Arrows move, with Shift by eight. Enter adds a click, with Shift one that says “not part of it”. B begins and "
    + "ends a box. Backspace takes the last one back."],
];
/** @type {{ tool: Tool, name: string, sign: string }[]} */
const TOOLS = [
  { tool: "part", name: "Part of it", sign: "+" },
  { tool: "not", name: "Not part of it", sign: "−" },
  { tool: "box", name: "Box", sign: "□" },
];

/** @type {Map<string, HTMLCanvasElement>} by digest: pictures, for every prompt canvas of this tab */
const pictures = new Map();
let canvases = 0; // for ids that are unique on the page

class PromptCanvas {
  constructor() {
    this.id = `pw-prompt-${++canvases}`;
    /** @type {Tool} */
    this.tool = "part";
    /** @type {Pixel} */
    this.cursor = [0, 0];
    this.height = this.width = 0; // of the picture
    this.revision = -1; // no value has it
    this.changes = 0; // the number of the newest change here,
    this.sent = 0; // and of the newest one that Python was sent
    this.sentAt = 0;
    /** @type {number | null} the candidate that is chosen */
    this.chosen = null;
    /** @type {AnswerData | null} */
    this.answer = null;
    /** @type {Uint8Array[]} by candidate: a byte for each pixel */
    this.masks = [];
    /** @type {Attention | null} */
    this.attention = null;
    /** @type {Figure[]} by candidate */
    this.figures = [];
    this.attentionCanvas = element("canvas", { class: "pw-sharp", testid: "pw-prompt-attention" });
    this.painted = ""; // the digest of the picture on the canvas
    this.message = ""; // the last sentence; empty, where it was what there is now
    this.displayWidth = 0; // CSS pixels
    this.prompts = new Prompts([], null, 0);
    this.picture = element("canvas", { class: "pw-sharp pw-prompt-layer" });
    this.tint = element("canvas", { class: "pw-sharp pw-prompt-layer pw-prompt-tint" });
    const twice = (/** @type {string} */ name) =>
      [`${name}-under`, `${name}-over`].map((look) => svgElement("path", { class: look }));
    this.edges = twice("pw-prompt-edge");
    this.boxes = twice("pw-prompt-box");
    this.cross = twice("pw-prompt-cross");
    this.marks = svgElement("g", { testid: "pw-prompt-marks" });
    this.overlay = svgElement("svg", { class: "pw-prompt-layer pw-prompt-overlay", "aria-hidden": "true" },
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
    const radios = TOOLS.map(({ tool, name, sign }) => {
      const radio = element("input", {
        type: "radio", name: `${this.id}-tool`, class: "pw-hidden", testid: `pw-prompt-tool-${tool}`,
      });
      radio.addEventListener("change", () => this.choose(tool));
      const label = element("label", { class: "pw-painter-swatch" }, radio,
        element("span", { class: "pw-key", "aria-hidden": "true" }, sign), element("span", { class: "pw-name" }, name));
      return { tool, radio, label };
    });
    /** @type {{ tool: Tool, radio: HTMLInputElement }[]} */
    this.radios = radios;
    const button = (/** @type {string} */ text, /** @type {string} */ testid, /** @type {() => void} */ act) => {
      const node = element("button", { type: "button", class: "pw-button", testid }, text);
      node.addEventListener("click", act);
      return node;
    };
    /** @type {HTMLElement} */
    this.undoButton = button("Undo", "pw-prompt-undo", () => this.undo());
    /** @type {HTMLElement} */
    this.clearButton = button("Clear", "pw-prompt-clear", () => this.clear());
    return element("div", { class: "pw-toolbar" },
      element("div", { class: "pw-painter-swatches", role: "radiogroup", "aria-label": "What a click says" },
        ...radios.map(({ label }) => label)),
      element("div", { class: "pw-actions" }, this.undoButton, this.clearButton));
  }

  // What comes from Python

  /** @param {Uint8Array<ArrayBuffer>} bytes @param {import("../life_cycle.js").Send<CanvasMessage>} send */
  update(bytes, send) {
    /** @type {import("../life_cycle.js").Send<CanvasMessage>} */
    this.send = send;
    /** @type {import("../packing.js").Packed<CanvasHeader>} */
    const { header, rest } = unpack(bytes);
    const [height, width] = header.shape;
    const size = header.sent ? height * width * 3 : 0;
    if (header.sent) holdPicture(header.picture, rest.subarray(0, size), height, width);
    const fresh = this.revision !== header.revision;
    const resized = this.height !== height || this.width !== width;
    /** @type {CanvasHeader | undefined} */
    this.data = header;
    this.height = height;
    this.width = width;
    this.revision = header.revision;
    if (fresh) {
      this.prompts = new Prompts(header.clicks, header.box, header.most, header.given);
      const last = this.prompts.clicks.at(-1);
      this.changes = this.sent = header.changes;
      this.chosen = header.chosen;
      this.cursor = last ? [last.row, last.column] : [Math.floor(height / 2), Math.floor(width / 2)];
      this.say("");
    }
    this.takeAnswer(header.answer, rest.subarray(size));
    if (resized) {
      for (const layer of [this.picture, this.tint]) Object.assign(layer, { width, height });
      this.overlay.setAttribute("viewBox", `0 0 ${width} ${height}`);
      this.displayWidth = 0;
    }
    this.frame.setAttribute("aria-label", header.label);
    this.layOut();
    this.paint();
    this.drawPrompts();
    if (!pictures.has(header.picture)) this.report(); // it says what is held here, and the picture comes
    else if (this.changes > this.sent && header.changes >= this.sent) this.tell();
    this.root.dataset.answered = this.root.dataset.shown = String(header.changes);
  }

  /**
   * Take an answer: its masks and the attention, in the bytes after its header.
   * @param {AnswerData | null} answer
   * @param {Uint8Array} bytes
   */
  takeAnswer(answer, bytes) {
    const pixels = this.height * this.width;
    const length = Math.ceil(pixels / 8);
    const candidates = answer?.candidates ?? [];
    this.answer = answer;
    this.masks = candidates.map((_, at) => unpackBits(bytes.subarray(at * length, (at + 1) * length), pixels));
    this.attention = null;
    if (!answer?.attention) return;
    const [rows, columns, cell] = answer.attention;
    const start = candidates.length * length;
    this.attention = { rows, columns, cell, colours: bytes.subarray(start, start + rows * columns * 3) };
  }

  // What the learner does

  /** @param {Pixel} pixel @param {boolean} positive */
  point([row, column], positive) {
    this.change(() => this.prompts.addClick(row, column, positive));
  }

  /** @param {Pixel} from @param {Pixel} to */
  addBox(from, to) {
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

  /**
   * Change the prompts; where that cannot be done, say the sentence that comes back.
   * @param {() => string | void} act
   */
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

  /** @param {Tool} tool */
  choose(tool) {
    this.tool = tool;
    for (const each of this.radios) each.radio.checked = each.tool === tool;
    this.stage.dataset.tool = tool;
  }

  /** @param {number} candidate */
  pick(candidate) {
    this.chosen = candidate;
    this.paint();
    this.report();
  }

  report() {
    this.changes++;
    const lost = performance.now() - this.sentAt > PATIENCE;
    if (!this.data || this.data.changes >= this.sent || lost) this.tell();
  }

  /** One message with all there is to say; the next one waits for its answer. */
  async tell() {
    if (!this.data) return;
    this.sent = this.changes;
    this.sentAt = performance.now();
    const { revision, picture, ahead: address } = this.data;
    const { box } = this.prompts;
    /** @type {CanvasMessage["clicks"]} */
    const clicks = this.prompts.clicks.map(({ row, column, positive }) => [row, column, positive]);
    /** @type {CanvasMessage} */
    const message = {
      revision, changes: this.changes, chosen: this.chosen, box, clicks, holds: pictures.has(picture) ? picture : "",
    };
    if (address && this.chosen === null && (clicks.length || box)) {
      const take = (/** @type {CanvasAnswer} */ { answer }, /** @type {Uint8Array} */ rest) =>
        this.takeAhead(message, answer, rest);
      await ahead(address, { prompts: JSON.stringify({ clicks, box }) }, take);
    }
    if (!this.root.isConnected) return;
    this.send?.("pointed", message);
    clearTimeout(this.again);
    /** @type {number | undefined} */
    this.again = window.setTimeout(() => this.changes > this.sent && this.root.isConnected && this.tell(), PATIENCE);
  }

  /**
   * Show the answer to this message, as it came ahead of the rerun.
   * @param {CanvasMessage} message
   * @param {AnswerData} answer
   * @param {Uint8Array} bytes
   */
  takeAhead({ revision, changes }, answer, bytes) {
    if (this.revision !== revision || !this.data || this.data.changes >= changes) return; // the rerun was faster
    this.takeAnswer(answer, bytes);
    this.paint();
    this.root.dataset.shown = String(changes);
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
    if (width === this.displayWidth) return;
    this.displayWidth = width;
    this.frame.style.width = `${width}px`;
    this.frame.style.height = `${(width * this.height) / this.width}px`;
    this.drawPrompts();
  }

  /** The picture, the mask over it, and the small figures. */
  paint() {
    if (!this.data) return;
    const { height, width, data: { picture: name } } = this;
    const picture = pictures.get(name);
    if (picture && this.painted !== name) {
      this.painted = name;
      contextOf(this.picture).drawImage(picture, 0, 0);
      count(this.root, "pictures");
    }
    const colour = getComputedStyle(this.root).getPropertyValue("--st-primary-color") || "#4b3fa8";
    const mask = this.masks.at(this.seen);
    fill(this.tint, mask, colour);
    for (const path of this.edges) path.setAttribute("d", mask ? outline(mask, height, width) : "");
    this.paintFigures(name, picture);
  }

  /** Which candidate is over the picture. */
  get seen() {
    return this.chosen ?? this.answer?.best ?? 0;
  }

  /** @param {string} name the digest of the picture @param {HTMLCanvasElement | undefined} picture */
  paintFigures(name, picture) {
    const candidates = this.answer?.candidates ?? [];
    const length = candidates.length;
    if (this.choices.childElementCount !== length + (this.attention ? 1 : 0)) this.buildFigures(length);
    this.figures.forEach(({ button, canvas, tinted, lines, edge, title, caption }, at) => {
      const candidate = candidates[at];
      button.setAttribute("aria-pressed", String(at === this.seen));
      write(title, candidate.title);
      write(caption, candidate.caption);
      if (canvas.dataset.picture !== name) {
        Object.assign(tinted, { width: this.width, height: this.height });
        lines.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
        this.copy(canvas, picture);
        if (picture) canvas.dataset.picture = name;
      }
      fill(tinted, this.masks[at].map((inside) => 1 - inside), "#000");
      edge.setAttribute("d", outline(this.masks[at], this.height, this.width));
    });
    if (!this.attention) return;
    const { rows, columns, cell, colours } = this.attention;
    this.copy(this.attentionCanvas, picture);
    const small = canvasOf(colours, rows, columns);
    const context = contextOf(this.attentionCanvas);
    context.imageSmoothingEnabled = false;
    context.globalAlpha = 0.72;
    context.drawImage(small, 0, 0, columns * cell, rows * cell);
    context.globalAlpha = 1;
  }

  /** @param {HTMLCanvasElement} canvas @param {HTMLCanvasElement | undefined} picture */
  copy(canvas, picture) {
    if (canvas.width !== this.width || canvas.height !== this.height) Object.assign(canvas, { width: this.width, height: this.height });
    if (picture) contextOf(canvas).drawImage(picture, 0, 0);
  }

  /** @param {number} length how many candidates there are */
  buildFigures(length) {
    this.figures = Array.from({ length }, (_, at) => candidateFigure(() => this.pick(at)));
    this.attentionCanvas = element("canvas", { class: "pw-sharp", testid: "pw-prompt-attention" });
    const attention = element("div", { class: "pw-prompt-choice" },
      element("span", { class: "pw-prompt-thumb" }, this.attentionCanvas),
      element("span", { class: "pw-title" }, "Where the prompt looked"),
      element("span", { class: "pw-quiet" }, "Light: much attention."));
    this.choices.replaceChildren(...this.figures.map(({ button }) => button), ...(this.attention ? [attention] : []));
  }

  drawPrompts() {
    if (!this.displayWidth) return;
    const { clicks, box } = this.prompts;
    const radius = (MARK * this.width) / this.displayWidth;
    this.marks.replaceChildren(...clicks.map(({ row, column, positive }) =>
      svgElement("g", { class: positive ? "pw-prompt-yes" : "pw-prompt-no", transform: `translate(${column + 0.5} ${row + 0.5}) scale(${radius})` },
        svgElement("circle", { r: 1 }),
        svgElement("path", { d: positive ? "M-.55 0H.55M0-.55V.55" : "M-.55 0H.55" }))));
    this.outlineBox(box);
    this.undoButton.setAttribute("aria-disabled", String(!this.prompts.canUndo));
    this.clearButton.setAttribute("aria-disabled", String(!this.prompts.items.length));
    this.say(this.message);
  }

  /** @param {Box | null} box */
  outlineBox(box) {
    const path = box ? `M${box[1]} ${box[0]}H${box[3]}V${box[2]}H${box[1]}Z` : "";
    for (const each of this.boxes) each.setAttribute("d", path);
  }

  /**
   * Outline the box while it is drawn, from one pixel to another; with null the one that is there.
   * @param {Pixel | null} from
   * @param {Pixel} [to]
   */
  band(from, to) {
    if (!from || !to) return this.outlineBox(this.prompts.box);
    this.outlineBox([Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]) + 1, Math.max(from[1], to[1]) + 1]);
  }

  /**
   * Put the crosshair on a pixel; it shows for the keyboard only.
   * @param {Pixel} cell
   * @param {"pointer" | "keyboard" | null} how
   */
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

  /** Show one sentence; without one, what there is now. @param {string} sentence */
  say(sentence) {
    this.message = sentence;
    write(this.status, sentence || this.summary());
  }

  summary() {
    const { clicks, box } = this.prompts;
    if (!clicks.length && !box) {
      return `Nothing is pointed at yet: ${touches() ? "tap" : "click"} something in the picture, or draw a box around it.`;
    }
    const no = clicks.filter(({ positive }) => !positive).length;
    const yes = clicks.length - no;
    const clicked = (/** @type {number} */ times) => `${times} ${times === 1 ? "click" : "clicks"}`;
    const parts = [yes && `${clicked(yes)} on part of it`, no && `${clicked(no)} on what is not part of it`, box && "a box"]
      .filter(Boolean);
    const pixels = this.masks.at(this.seen)?.reduce((sum, each) => sum + each, 0);
    const what = this.prompts.isGiven ? "An example, until you point" : "Pointed at";
    return `${what}: ${parts.join(", ")}.${pixels === undefined || this.changes !== this.data?.changes ? "" : ` The mask has ${pixels.toLocaleString("en")} pixels.`}`;
  }
}

/** The elements of one candidate. @param {() => void} pick is called where it is chosen */
function candidateFigure(pick) {
  const canvas = element("canvas", { class: "pw-sharp" });
  const tinted = element("canvas", { class: "pw-sharp pw-prompt-layer pw-prompt-outside" });
  const edge = svgElement("path", { class: "pw-prompt-edge-over" });
  const lines = svgElement("svg", { class: "pw-prompt-layer pw-prompt-overlay", "aria-hidden": "true" }, edge);
  const title = element("span", { class: "pw-title" });
  const caption = element("span", { class: "pw-quiet" });
  const button = element("button", { type: "button", class: "pw-prompt-choice", testid: "pw-prompt-choice" },
    element("span", { class: "pw-prompt-thumb" }, canvas, tinted, lines), title, caption);
  button.addEventListener("click", pick);
  return { button, canvas, tinted, lines, edge, title, caption };
}

/**
 * Keep a picture for this tab; the ones not seen for longest go.
 * @param {string} name
 * @param {Uint8Array} colours
 * @param {number} height
 * @param {number} width
 */
function holdPicture(name, colours, height, width) {
  pictures.delete(name);
  pictures.set(name, canvasOf(colours, height, width));
  for (const oldest of pictures.keys()) {
    if (pictures.size <= MOST_HELD) break;
    pictures.delete(oldest);
  }
}

/**
 * Colours, three bytes a pixel, as a canvas.
 * @param {Uint8Array} colours
 * @param {number} height
 * @param {number} width
 */
function canvasOf(colours, height, width) {
  const canvas = element("canvas", { height, width });
  const image = new ImageData(width, height);
  for (let from = 0, to = 0; from < colours.length; from += 3, to += 4) {
    image.data.set(colours.subarray(from, from + 3), to);
    image.data[to + 3] = 255;
  }
  contextOf(canvas).putImageData(image, 0, 0);
  return canvas;
}

/**
 * Fill the mask on a canvas with a colour; how much shows through is the style's.
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array | undefined} mask
 * @param {string} colour
 */
function fill(canvas, mask, colour) {
  const context = contextOf(canvas);
  const { height, width } = canvas;
  context.clearRect(0, 0, width, height);
  if (!mask) return;
  context.fillStyle = colour;
  for (let row = 0; row < height; row++) {
    for (let column = 0, start = 0; column <= width; column++) {
      if (column < width && mask[row * width + column]) continue;
      if (column > start) context.fillRect(start, row, column - start, 1);
      start = column + 1;
    }
  }
}

export default mounted(PromptCanvas);
