// Pictures three ways under one handle: one word, boxes, a mask. A line wipes one way over the one before; the handle
// below says where the line is, and a picture can be dragged itself. The answers are fetched, and come when they are ready.

/** @import { AnswerData, PanelData, WaysAnswer, WaysData } from "./data.js" */

import { element, svgElement, write, addStyles } from "../dom.js";
import { mounted, soon } from "../life_cycle.js";
import { unpack } from "../packing.js";
await addStyles(import.meta.url, "../look.css", "./three_ways.css");

const WAYS = ["One word", "Boxes", "A mask"];
const FIRST = 1.5; // half boxes, half mask: what there is to drag is seen at once
const STEP = 0.1;
const TRIES = 8;
const PATIENCE = 1500; // milliseconds between two of them
const TEXT = 11; // CSS pixels, how high the names on a picture are
const ABOVE = 9; // pixels of the picture that a name above a box takes; where there are fewer it stands inside

let figures = 0; // for ids that are unique on the page

/** @type {Map<string, number>} where the handle of each set of pictures stands, by its label */
const stands = new Map();

/** The elements of one picture. @param {PanelData} data */
function panelOf({ title, picture, height, width }) {
  const viewBox = `0 0 ${width} ${height}`;
  const label = element("p", { class: "pw-ways-label", testid: "pw-ways-label" });
  const boxes = svgElement("svg", { class: "pw-ways-over", viewBox, "aria-hidden": "true" });
  const names = svgElement("svg", { class: "pw-ways-over", viewBox, "aria-hidden": "true" });
  const mask = element("img", { class: "pw-sharp", alt: "" });
  const layers = [element("div", { class: "pw-ways-layer" }, label), element("div", { class: "pw-ways-layer" }, boxes),
    element("div", { class: "pw-ways-layer" }, mask, names)];
  const line = element("div", { class: "pw-ways-line", "aria-hidden": "true" });
  const waiting = element("p", { class: "pw-ways-waiting" }, "The network is looking…");
  const frame = element("div", { class: "pw-ways-frame", testid: "pw-ways-frame", style: `aspect-ratio: ${width} / ${height}` },
    element("img", { class: "pw-sharp", alt: title, src: picture, draggable: "false" }), ...layers, line, waiting);
  const node = element("div", { class: "pw-ways-panel" }, element("p", { class: "pw-title" }, title), frame);
  const captions = WAYS.map(() => element("p", {}));
  const words = element("div", { class: "pw-ways-words" }, ...captions);
  return { node, frame, label, boxes, mask, names, layers, line, waiting, captions, words, width, isAnswered: false };
}

/**
 * Keep the names inside their picture, and leave one out while the line would cut it.
 * @param {HTMLElement} frame @param {number} width of the picture @param {number} cut where the line is; 0 without one
 */
function placeNames(frame, width, cut) {
  for (const name of frame.querySelectorAll("text")) {
    const { x, width: long } = name.getBBox();
    const out = Math.max(0, x + long - width) || Math.min(0, x);
    if (out) name.setAttribute("x", String(Number(name.getAttribute("x")) - out));
    name.style.visibility = cut > x - out && cut < x - out + long ? "hidden" : "";
  }
}

class ThreeWays {
  constructor() {
    const id = `pw-ways-${++figures}`;
    this.row = element("div", { class: "pw-ways-panels", testid: "pw-ways-panels" });
    this.words = element("div", { class: "pw-ways-panels" });
    this.slider = element("input", {
      type: "range", min: 0, max: WAYS.length - 1, step: "any", id, class: "pw-ways-slider", testid: "pw-ways-slider",
    });
    this.stops = WAYS.map((name, at) => {
      const stop = element("button", { type: "button", testid: "pw-ways-stop" }, name);
      stop.addEventListener("click", () => this.go(at));
      return stop;
    });
    this.name = element("label", { class: "pw-hidden", for: id });
    // What is shown once more, in one piece, for those who hear it.
    this.heard = element("p", { class: "pw-hidden", "aria-live": "polite", testid: "pw-ways-heard" });
    this.root = element("div", { class: "pw-component pw-ways", testid: "pw-ways" },
      this.row, element("div", { class: "pw-ways-handle" }, this.name, this.slider,
        element("div", { class: "pw-ways-stops" }, ...this.stops)), this.words, this.heard);
    /** @type {ReturnType<typeof panelOf>[]} */
    this.panels = [];
    this.content = "";
    this.at = FIRST;
    /** @type {{ pointer: number, x: number, at: number, width: number } | null} */
    this.dragging = null;
    this.slider.addEventListener("input", () => this.go(this.slider.valueAsNumber));
    this.slider.addEventListener("keydown", (event) => this.key(event));
    this.listen();
  }

  /** @param {WaysData} data */
  update(data) {
    const content = JSON.stringify(data);
    if (content === this.content) return;
    this.content = content;
    this.data = data;
    this.panels = data.panels.map(panelOf);
    this.row.replaceChildren(...this.panels.map(({ node }) => node));
    this.words.replaceChildren(...this.panels.map(({ words }) => words));
    write(this.name, data.label);
    this.at = stands.get(data.label) ?? FIRST;
    this.take(data.panels.map(({ answer }) => answer));
    this.layOut();
    if (data.panels.some(({ answer }) => !answer)) this.fetchAnswers(data.address);
  }

  /** Ask for the answers until they are there; a server that is busy or has just started is asked again. @param {string} address */
  async fetchAnswers(address) {
    for (let tries = 0; tries < TRIES; tries++) {
      if (tries) await new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
      if (this.data?.address !== address || (tries && !this.root.isConnected)) return;
      try {
        const answer = await fetch(new URL(address, document.baseURI));
        if (!answer.ok) continue;
        /** @type {import("../packing.js").Packed<WaysAnswer>} */
        const { header } = unpack(new Uint8Array(await answer.arrayBuffer()));
        if (this.data.address !== address) return;
        const missing = header.answers.values();
        this.take(this.panels.map(({ isAnswered }) => (isAnswered ? null : missing.next().value ?? null)));
        return;
      } catch {
        // The connection broke; the next try may find it again.
      }
    }
    for (const { waiting } of this.panels) write(waiting, "The network does not answer now. Reload the page to ask it again.");
  }

  /** Show what is answered for each picture; null leaves it as it is. @param {(AnswerData | null)[]} answers */
  take(answers) {
    this.panels.forEach((panel, at) => {
      const answer = answers[at];
      if (!answer) return;
      panel.isAnswered = true;
      const { label, boxes, mask, outline, names, captions } = answer;
      write(panel.label, label);
      panel.boxes.replaceChildren(...boxes.flatMap(({ sides: [left, top, right, bottom], name }) => [
        ...["pw-ways-under", "pw-ways-box"].map((look) =>
          svgElement("rect", { class: look, x: left, y: top, width: right - left, height: bottom - top })),
        svgElement("text", { class: "pw-ways-name", x: left + (top < ABOVE ? 2 : 0), y: top < ABOVE ? top + ABOVE : top - 1.5 }, name),
      ]));
      panel.mask.src = mask;
      panel.names.replaceChildren(
        ...["pw-ways-under", "pw-ways-edge"].map((look) => svgElement("path", { class: look, d: outline })),
        ...names.map(({ row, column, name }) =>
          svgElement("text", { class: "pw-ways-name pw-ways-middle", x: column + 0.5, y: row + 0.5 }, name)));
      captions.forEach((caption, way) => write(panel.captions[way], caption));
      panel.waiting.remove();
    });
    this.draw();
  }

  /** Put the handle here, 0 to 2. @param {number} at */
  go(at) {
    this.at = Math.min(WAYS.length - 1, Math.max(0, at));
    if (this.data) stands.set(this.data.label, this.at);
    soon(this, () => this.draw());
  }

  draw() {
    const { at } = this;
    const nearest = Math.round(at);
    this.slider.value = String(at);
    const text = Number.isInteger(at) ? WAYS[at]
      : `${WAYS[Math.ceil(at)]} on the left ${Math.round(100 * (at % 1))} %, ${WAYS[Math.floor(at)].toLowerCase()} on the right`;
    this.slider.setAttribute("aria-valuetext", text);
    this.stops.forEach((stop, way) => { stop.setAttribute("aria-pressed", String(at === way)); });
    const wiped = at % 1; // how far the next way has come, from the left
    for (const { frame, width, layers, line, captions, isAnswered } of this.panels) {
      layers.forEach((layer, way) => {
        const isNext = way === Math.floor(at) + 1, isHere = way === Math.floor(at);
        layer.hidden = !isAnswered || !(isHere || (isNext && wiped));
        layer.style.clipPath = isNext ? `inset(0 ${100 * (1 - wiped)}% 0 0)` : `inset(0 0 0 ${100 * wiped}%)`;
      });
      line.hidden = !isAnswered || !wiped;
      line.style.left = `${100 * wiped}%`;
      captions.forEach((caption, way) => { caption.dataset.shown = String(way === nearest); });
      placeNames(frame, width, wiped * width);
    }
    if (!this.dragging) write(this.heard, this.panels.map(({ captions }) => captions[nearest].textContent).join(" "));
  }

  /** The names keep their size on the screen, whatever that of the picture. */
  layOut() {
    for (const { frame, width } of this.panels) {
      const room = frame.clientWidth;
      if (room) frame.style.setProperty("--pw-name", `${(TEXT * width) / room}px`);
    }
    if (this.data) this.draw();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const by = { ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP, PageUp: 1, PageDown: -1 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return; // Home and End are the browser's
    event.preventDefault();
    this.go(Math.round((this.at + by) / STEP) * STEP); // so that the stops are met exactly
  }

  listen() {
    this.row.addEventListener("pointerdown", (event) => {
      const frame = event.target instanceof Element && event.target.closest(".pw-ways-frame");
      if (!frame || event.button !== 0) return;
      this.dragging = { pointer: event.pointerId, x: event.clientX, at: this.at, width: frame.clientWidth };
      frame.setPointerCapture(event.pointerId);
    });
    this.row.addEventListener("pointermove", (event) => {
      if (this.dragging?.pointer !== event.pointerId) return;
      this.go(this.dragging.at + (event.clientX - this.dragging.x) / this.dragging.width);
    });
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
      this.row.addEventListener(end, (event) => {
        if (this.dragging?.pointer !== event.pointerId) return;
        this.dragging = null;
        this.draw();
      });
    }
  }
}

export default mounted(ThreeWays);
