// The picture probe: pictures of one size side by side, a crosshair at the same pixel of each. The
// crosshair follows the pointer in here; Python hears of the pixel when it is let go. Where the pictures
// have something to say of every pixel, they say it here too, of the pixel under the pointer. Where nothing
// follows from the pixel, none is chosen: the crosshair is there only while the learner points.

/** @import { PictureData, ProbeAnswer, ProbeHeader, ProbeMessage, WordsData } from "./data.js" */
/** @typedef {[row: number, column: number]} Pixel */
/** @typedef {{ row: number, column: number, changes: number }} Choice */

import { element, svgElement, write, contextOf, count, addStyles } from "../dom.js";
import { mounted, soon } from "../life_cycle.js";
import { unpack } from "../packing.js";
import { newestOf, keepNewest } from "../newest.js";
import { ahead } from "../ahead.js";
import { collectParts, heldDigests } from "./parts.js";
import { PixelScores } from "./pixel_scores.js";
import { spread } from "./spread.js";
await addStyles(import.meta.url, "../look.css", "./picture_probe.css");

const SMALLEST = 150; // CSS pixels a picture is wide before the next one moves to a new row
const LARGEST = 420;
const GAP = 16;
const MARK = 11; // CSS pixels, how high the texts on a picture are
const WIDER = 0.72; // how wide a letter of them is with its rim, of that

let probes = 0; // for ids that are unique on the page

/** The elements of one picture of this size. @param {number} height @param {number} width */
function figureOf(height, width) {
  const canvas = element("canvas", { class: "pw-sharp pw-probe-canvas", width, height });
  const [near, far] = ["pw-probe-near", "pw-probe-far"].map((far) =>
    ["pw-probe-under", "pw-probe-over"].map((look) => svgElement("path", { class: `${look} ${far}` })));
  const outline = ["pw-probe-edge-under", "pw-probe-edge-over"].map((look) => svgElement("path", { class: look }));
  const marks = svgElement("g", {});
  const box = ["pw-probe-under", "pw-probe-over pw-probe-dashed"].map((look) => svgElement("rect", { class: look }));
  // The box may reach beyond the picture; clipping shows it as far as it goes.
  const overlay = svgElement("svg",
    { class: "pw-probe-overlay", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
    ...outline, marks, ...box, ...far, ...near);
  const title = element("p", { class: "pw-title" });
  const caption = element("p", { class: "pw-quiet" });
  const frame = element("div", { class: "pw-probe-frame", testid: "pw-probe-frame" }, canvas, overlay);
  const words = element("p", { class: "pw-probe-words", testid: "pw-probe-words" });
  const node = element("div", { class: "pw-probe-figure" }, title, frame, words, caption);
  /** @type {PictureData["marks"]} */
  const texts = [];
  return { title, caption, canvas, frame, near, far, box, outline, marks, texts, words, node, pixels: "" };
}

class PictureProbe {
  constructor() {
    const keys = `pw-probe-${++probes}-keys`;
    // The arrow keys are ours; "application" tells a screen reader to pass them on.
    this.row = element("div", {
      class: "pw-probe-pictures", tabindex: "0", role: "application", "aria-roledescription": "pixel chooser",
      "aria-describedby": keys, testid: "pw-probe-pictures",
    });
    this.status = element("p", { class: "pw-quiet pw-probe-status", "aria-live": "polite", testid: "pw-probe-status" });
    // What is said of the pixel once more, in one piece, for those who hear it.
    this.heard = element("p", { class: "pw-hidden", "aria-live": "polite", testid: "pw-probe-heard" });
    this.root = element("div", { class: "pw-component pw-probe", testid: "pw-probe" },
      element("p", { class: "pw-hidden", id: keys },
        "Arrow keys move by one pixel, with Shift by eight; Home and End go to the ends of the row."),
      this.row, this.status, this.heard);
    this.scores = new PixelScores();
    /** @type {ReturnType<typeof figureOf>[]} */
    this.figures = [];
    this.height = 0;
    this.width = 0;
    this.revision = -1; // no value has it
    this.changes = 0;
    /** @type {Pixel} the chosen pixel */
    this.pixel = [0, 0];
    /** @type {Pixel} the one that Python has heard of */
    this.reported = [0, 0];
    /** @type {Pixel | null} the one under the pointer, while it is shown */
    this.over = null;
    /** @type {{ pointer: number, frame: HTMLElement } | null} */
    this.dragging = null;
    /** @type {string[][] | null} texts for each picture */
    this.words = null;
    /** @type {string | null} the digest of `places` */
    this.which = null;
    this.places = new Uint16Array(0); // by pixel: which of the words hold there
    /** @type {string | null} */
    this.size = null;
    this.listen();
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes @param {import("../life_cycle.js").Send<ProbeMessage>} send */
  update(bytes, send) {
    /** @type {import("../life_cycle.js").Send<ProbeMessage>} */
    this.send = send;
    /** @type {import("../packing.js").Packed<ProbeHeader>} */
    const { header, rest } = unpack(bytes);
    const parts = collectParts(header.parts, rest);
    if (!parts) {
      this.ask(header);
      return;
    }
    const [height, width] = header.shape;
    const rebuilt = this.height !== height || this.width !== width
      || this.figures.length !== header.pictures.length;
    const restarted = this.revision !== header.revision;
    this.revision = header.revision;
    /** @type {ProbeHeader} */
    this.data = header;
    this.root.classList.toggle("pw-probe-passing", !header.tells);
    this.height = height;
    this.width = width;
    if (rebuilt) this.build();
    const texts = header.pictures.length; // the place of their part
    if (header.said) this.takeWords(header.said, parts[texts]);
    else this.words = null;
    if (header.scores) this.scores.take(header.scores, parts[header.said ? texts + 1 : texts]);
    if (!header.scores) this.scores.root.remove();
    else if (!this.scores.root.isConnected) this.status.after(this.scores.root);
    if (restarted) {
      /** @type {Choice} */
      const { row, column, changes } = newestOf(header.revision, header);
      this.pixel = this.reported = [row, column];
      this.changes = changes;
      this.dragging = this.over = null;
    }
    this.figures.forEach((figure, at) => {
      const { title, caption, pixels, outline, marks } = header.pictures[at];
      write(figure.title, title);
      write(figure.caption, caption);
      figure.caption.hidden = !caption;
      figure.words.hidden = !header.said;
      for (const path of figure.outline) path.setAttribute("d", outline);
      figure.texts = marks;
      if (figure.pixels === pixels) return;
      figure.pixels = pixels;
      this.paint(figure.canvas, parts[at]);
    });
    this.outline(header.box);
    this.layOut();
    this.placeMarks();
    this.point();
  }

  /**
   * Ask for all that this header names: what was left out of it is no longer here.
   * @param {ProbeHeader} header
   */
  ask({ revision, row, column, changes }) {
    /** @type {Choice} */
    const now = newestOf(revision, { row, column, changes });
    const again = { row: now.row, column: now.column, changes: now.changes + 1 };
    keepNewest(revision, again);
    this.send?.("probed", { revision, ...again, lacks: true });
  }

  /**
   * Take the words of every pixel: the texts, and which of them hold where.
   * @param {WordsData} said
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  takeWords(said, bytes) {
    this.words = said.words;
    // As many lines as the longest text, and one for a line that wraps: nothing below may jump.
    const lines = Math.max(0, ...said.words.flat().map((text) => text.split("\n").length + 1));
    this.root.style.setProperty("--pw-lines", String(lines));
    if (said.which === this.which) return;
    this.which = said.which;
    this.places = new Uint16Array(bytes.buffer);
  }

  build() {
    this.figures = this.data.pictures.map(() => figureOf(this.height, this.width));
    this.row.replaceChildren(...this.figures.map(({ node }) => node));
    this.size = null;
  }

  /** @param {HTMLCanvasElement} canvas @param {Uint8Array} rgb */
  paint(canvas, rgb) {
    const image = new ImageData(this.width, this.height);
    const { data } = image;
    for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
      data[to] = rgb[from];
      data[to + 1] = rgb[from + 1];
      data[to + 2] = rgb[from + 2];
      data[to + 3] = 255;
    }
    contextOf(canvas).putImageData(image, 0, 0);
    count(this.root, "paints");
  }

  /** As many pictures in a row as stay large enough; whole screen pixels per pixel where there is room. */
  layOut() {
    const room = this.root.clientWidth;
    if (!this.data || !room) return;
    const scale = window.devicePixelRatio || 1;
    const count = this.figures.length;
    const most = Math.max(1, Math.min(count, Math.floor((room + GAP) / (SMALLEST + GAP))));
    const columns = Math.ceil(count / Math.ceil(count / most)); // rows of one length: six are 3 and 3, not 5 and 1
    const widest = Math.min(LARGEST, (room - GAP * (columns - 1)) / columns, LARGEST * (this.width / this.height));
    const factor = (widest * scale) / this.width;
    const width = ((factor >= 3 ? Math.floor(factor) : factor) * this.width) / scale;
    const size = `${width}px`;
    if (size === this.size) return;
    this.size = size;
    /** @type {number} */
    this.mark = (MARK * this.width) / width;
    for (const { node, frame } of this.figures) {
      node.style.width = size;
      frame.style.height = `${(width * this.height) / this.width}px`;
      frame.style.setProperty("--pw-mark", `${this.mark}px`);
    }
    this.placeMarks();
  }

  /** Write the texts on the pictures; where they would overlap, beside their place and with a line to it. */
  placeMarks() {
    const { mark } = this;
    if (!mark) return; // there was no room yet
    for (const { marks, texts } of this.figures) {
      const labels = texts.map(([row, column, text]) =>
        ({ x: column + 0.5, y: row + 0.5, width: WIDER * mark * text.length, height: mark }));
      const places = spread(labels, this);
      const away = labels.flatMap((label, at) => {
        const far = Math.hypot(places[at].x - label.x, places[at].y - label.y) > mark / 2;
        return far ? `M${places[at].x} ${places[at].y}L${label.x} ${label.y}` : [];
      }).join("");
      marks.replaceChildren(
        ...(away ? ["pw-probe-under", "pw-probe-over"].map((look) => svgElement("path", { d: away, class: look })) : []),
        ...places.map(({ x, y }, at) => svgElement("text", { x, y, class: "pw-probe-mark" }, texts[at][2])));
    }
  }

  /** @param {ProbeHeader["box"]} box */
  outline(box) {
    for (const { box: rects } of this.figures) {
      for (const rect of rects) {
        rect.style.display = box ? "" : "none";
        if (!box) continue;
        const [top, left, bottom, right] = box;
        for (const [name, value] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top })) {
          rect.setAttribute(name, String(value));
        }
      }
    }
  }

  point() {
    const { height, width } = this;
    const [row, column] = this.over ?? this.pixel;
    // A square around the pixel and four ticks that lead to it; from the four edges, while the learner points.
    const free = Math.max(1, 0.04 * Math.min(height, width));
    const [x, y] = [column + 0.5, row + 0.5];
    const lines = (/** @type {number} */ long) => [
      y > free && `M${x} ${Math.max(0, y - long)}V${y - free}`,
      y < height - free && `M${x} ${Math.min(height, y + long)}V${y + free}`,
      x > free && `M${Math.max(0, x - long)} ${y}H${x - free}`,
      x < width - free && `M${Math.min(width, x + long)} ${y}H${x + free}`,
    ].filter(Boolean).join("");
    const square = `M${column} ${row}h1v1h-1z`;
    for (const { near, far } of this.figures) {
      for (const path of near) path.setAttribute("d", lines(2 * free) + square);
      for (const path of far) path.setAttribute("d", lines(height + width));
    }
    const place = `row ${row + 1}, column ${column + 1}`;
    const which = this.over ? "Pixel under the pointer" : this.data.tells ? "Chosen pixel" : "Pixel";
    write(this.status, `${which}: ${place} (of ${height} × ${width})`);
    this.row.setAttribute("aria-label", `${this.data.label}: ${place}`);
    const all = this.data.scores ? [this.scores.show(row * width + column)] : [];
    const texts = this.words?.[this.places[row * width + column]] ?? [];
    texts.forEach((text, at) => {
      write(this.figures[at].words, text);
      if (text) all.push(`${this.data.pictures[at].title}. ${text.replaceAll("\n", ". ")}.`);
    });
    if (!this.over) write(this.heard, all.join(" ")); // a pointer passes hundreds of pixels: only a choice is read aloud
  }

  /**
   * Look at the pixel under the pointer; null once it has left.
   * @param {Pixel | null} pixel
   */
  hover(pixel) {
    if (!(this.words || this.data.scores || !this.data.tells) || String(pixel) === String(this.over)) return;
    this.over = pixel;
    soon(this, () => this.point());
  }

  /** @param {number} row @param {number} column */
  move(row, column) {
    /** @type {Pixel} */
    const to = [Math.min(this.height - 1, Math.max(0, row)), Math.min(this.width - 1, Math.max(0, column))];
    if (to.join() === this.pixel.join() && !this.over) return;
    this.pixel = to;
    this.over = null;
    soon(this, () => this.point());
  }

  async report() {
    const [row, column] = this.pixel;
    if (!this.data.tells || this.pixel.join() === this.reported.join()) return;
    this.reported = this.pixel;
    this.changes++;
    const { revision, parts } = this.data;
    const chosen = { row, column, changes: this.changes };
    keepNewest(revision, chosen);
    if (this.data.ahead) {
      const [address, picture] = this.data.ahead;
      const take = (/** @type {ProbeAnswer} */ answer, /** @type {Uint8Array} */ rest) =>
        this.takeAhead([row, column], address, picture, answer, rest);
      await ahead(address, { row: String(row), column: String(column) }, take);
    }
    if (this.root.isConnected) this.send?.("probed", { revision, ...chosen, has: heldDigests(parts) });
  }

  /**
   * Show one picture and the box for this pixel, as they came ahead of the rerun.
   * @param {Pixel} pixel
   * @param {string} address
   * @param {number} picture
   * @param {ProbeAnswer} answer
   * @param {Uint8Array} rgb
   */
  takeAhead(pixel, address, picture, { pixels, box }, rgb) {
    if (this.reported.join() !== pixel.join() || this.data.ahead?.[0] !== address) return;
    if (rgb.length !== this.height * this.width * 3) return;
    this.figures[picture].pixels = pixels;
    this.paint(this.figures[picture].canvas, rgb);
    this.outline(box);
  }

  listen() {
    const { row } = this;
    /** @type {(event: PointerEvent, frame: Element) => Pixel} */
    const pixelAt = (event, frame) => {
      const box = frame.getBoundingClientRect();
      return [Math.floor(((event.clientY - box.top) / box.height) * this.height),
        Math.floor(((event.clientX - box.left) / box.width) * this.width)];
    };
    /** @type {(event: PointerEvent) => HTMLElement | null} */
    const frameAt = ({ target }) => (target instanceof Element ? target.closest(".pw-probe-frame") : null);
    row.addEventListener("pointerdown", (event) => {
      const frame = frameAt(event);
      if (!frame || event.button !== 0 || !event.isPrimary) return;
      row.setPointerCapture(event.pointerId);
      this.dragging = { pointer: event.pointerId, frame };
      this.move(...pixelAt(event, frame));
    });
    row.addEventListener("pointermove", (event) => {
      if (this.dragging?.pointer === event.pointerId) this.move(...pixelAt(event, this.dragging.frame));
      if (this.dragging || event.pointerType === "touch") return;
      const frame = frameAt(event);
      const [at, column] = frame ? pixelAt(event, frame) : [-1, -1];
      const inside = at >= 0 && column >= 0 && at < this.height && column < this.width;
      this.hover(inside ? [at, column] : null);
    });
    row.addEventListener("pointerleave", () => {
      if (!this.dragging) this.hover(null);
    });
    row.addEventListener("pointerup", (event) => {
      if (event.pointerId !== this.dragging?.pointer) return;
      this.dragging = null;
      this.report();
    });
    row.addEventListener("pointercancel", (event) => {
      if (event.pointerId !== this.dragging?.pointer) return;
      this.dragging = null; // the finger scrolled the page: it chose nothing
      this.move(...this.reported);
    });
    row.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = event.shiftKey ? 8 : 1;
      const [at, column] = this.pixel;
      /** @type {Record<string, Pixel | undefined>} */
      const ways = {
        ArrowUp: [at - step, column], ArrowDown: [at + step, column],
        ArrowLeft: [at, column - step], ArrowRight: [at, column + step],
        Home: [at, 0], End: [at, this.width - 1],
      };
      const to = ways[event.key];
      if (!to) return;
      event.preventDefault();
      event.stopPropagation();
      this.move(...to);
    });
    // A key held down moves many times, which is reported once.
    row.addEventListener("keyup", () => this.report());
    row.addEventListener("blur", () => this.report());
  }
}

export default mounted(PictureProbe);
