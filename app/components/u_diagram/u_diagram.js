// The U diagram: an encoder–decoder drawn to scale. Blocks are buttons and skips are selects of the
// browser's own, laid over a drawing of the arrows, so the keyboard and a screen reader need nothing
// special. Python hears of every choice; its value replaces ours only when its revision changes.

/** @import { BlockData, DiagramData, DiagramMessage, SkipData } from "./data.js" */
/** @import { Layout } from "./layout.js" */

import { element, svgElement, addStyles } from "../dom.js";
import { mounted } from "../life_cycle.js";
import { TARGET, layOutBlocks } from "./layout.js";
await addStyles(import.meta.url, "../look.css", "./u_diagram.css");

// How a skip's line looks in each state; the state also stands on the arrow as text.
/** @type {Record<string, string | undefined>} */
const LINES = { keep: "", zero: "1 8", blur: "", shuffle: "14 5 3 5", swap: "8 5" };

let diagrams = 0; // for ids that are unique on the page

class UDiagram {
  constructor() {
    this.id = `pw-u-${++diagrams}`;
    this.revision = -1; // no value has it
    this.changes = 0;
    this.settings = "";
    this.block = ""; // the name of the selected block
    /** @type {string[]} by skip */
    this.states = [];
    /** @type {BlockData[]} */
    this.blocks = [];
    /** @type {SkipData[]} */
    this.skips = [];
    /** @type {Map<string, { button: HTMLElement, slab: HTMLElement, hit: HTMLElement }>} by block */
    this.buttons = new Map();
    /** @type {HTMLSelectElement[]} by skip */
    this.selects = [];
    /** @type {{ under: SVGElement, over: SVGElement }[]} by skip */
    this.skipLines = [];
    /** @type {number | null} the room it was laid out for */
    this.room = null;
    this.svg = svgElement("svg", { class: "pw-u-arrows", "aria-hidden": "true" });
    this.stage = element("div", { class: "pw-u-stage", testid: "pw-u-stage" }, this.svg);
    this.legend = element("p", { class: "pw-quiet pw-u-legend" },
      "A block's height is its feature map's height; its thickness grows with the logarithm of its channels. "
      + "Labels are channels × height × width.");
    this.root = element("div", { class: "pw-component pw-u", role: "group", testid: "pw-u" }, this.stage, this.legend);
  }

  /** @param {DiagramData} data @param {import("../life_cycle.js").Send<DiagramMessage>} send */
  update(data, send) {
    /** @type {import("../life_cycle.js").Send<DiagramMessage>} */
    this.send = send;
    const settings = JSON.stringify([data.blocks, data.skips, data.label]);
    const rebuilt = settings !== this.settings;
    if (rebuilt) {
      this.settings = settings;
      this.build(data);
    }
    if (rebuilt || data.revision !== this.revision) {
      // Other shapes under the same revision: a choice that is still on its way counts.
      if (data.revision !== this.revision || data.changes > this.changes) {
        this.block = data.block;
        this.states = [...data.states];
        this.changes = data.changes;
      }
      this.revision = data.revision;
    }
    this.show();
  }

  /** @param {DiagramData} data */
  build({ blocks, skips, label }) {
    const active = document.activeElement;
    const focused = active instanceof HTMLElement && this.stage.contains(active) ? active.dataset.testid : null;
    this.root.setAttribute("aria-label", label);
    this.blocks = blocks;
    this.skips = skips;
    this.buttons.clear();
    const buttons = blocks.map((block) => {
      const slab = element("span", { class: "pw-u-slab", "data-side": block.side });
      const title = element("span", { class: "pw-u-title" }, block.title);
      const shape = element("span", { class: "pw-u-shape" }, `${block.channels} × ${block.height} × ${block.width}`);
      const text = element("span", { class: "pw-u-label" }, title, " ", shape);
      const hit = element("span", { class: "pw-u-hit" }, slab);
      const button = element("button", { type: "button", class: "pw-u-block", testid: `pw-u-block-${block.name}` },
        text, hit);
      button.addEventListener("click", () => this.select(block.name));
      this.buttons.set(block.name, { button, slab, hit });
      return button;
    });
    this.selects = skips.map((skip, at) => {
      const select = element("select", {
        class: "pw-u-state", testid: `pw-u-skip-${skip.name}`, "aria-label": `Skip ${skip.level}`,
      }, ...skip.states.map((each) => element("option", { value: each }, each)));
      select.addEventListener("change", () => this.set(at, select.value));
      return select;
    });
    // The Tab key goes along the computation: a skip comes right after the block it leaves.
    const order = blocks.flatMap((block, place) => [
      buttons[place],
      ...this.selects.filter((_, at) => block.side === "down" && skips[at].level === block.level),
    ]);
    this.stage.replaceChildren(this.svg, ...order);
    if (focused) {
      /** @type {HTMLElement | null} */
      const again = this.stage.querySelector(`[data-testid="${CSS.escape(focused)}"]`);
      again?.focus();
    }
    this.room = null;
    this.layOut();
  }

  layOut() {
    const room = this.root.clientWidth;
    if (!this.blocks.length || !room || room === this.room) return;
    this.room = room;
    const plan = layOutBlocks(this.blocks, room);
    this.root.classList.toggle("pw-u-wide", plan.wide);
    Object.assign(this.stage.style, { width: `${plan.width}px`, height: `${plan.height}px` });
    this.svg.setAttribute("viewBox", `0 0 ${plan.width} ${plan.height}`);
    for (const { block, x, top, width, height, labelTop, mirrored } of plan.places) {
      const nodes = this.buttons.get(block.name);
      if (!nodes) continue;
      const { button, slab, hit } = nodes;
      const hitWidth = Math.max(TARGET, width);
      const hitHeight = Math.max(TARGET, height);
      const side = block.side === "bottom" ? "center" : mirrored ? "right" : "left";
      button.dataset.align = side;
      Object.assign(hit.style, { width: `${hitWidth}px`, height: `${hitHeight}px` });
      Object.assign(slab.style, { width: `${width}px`, height: `${height}px` });
      const left = { left: x, right: x + width, center: x + width / 2 }[side];
      Object.assign(button.style, {
        left: `${left}px`, top: `${labelTop}px`,
        height: `${top + height / 2 + hitHeight / 2 - labelTop}px`,
      });
    }
    this.drawArrows(plan);
    this.skips.forEach((skip, at) => {
      const [from, to] = this.ends(plan, skip);
      if (!from || !to) return;
      Object.assign(this.selects[at].style, {
        left: `${(from.x + from.width + to.x) / 2}px`, top: `${from.middle}px`,
      });
    });
  }

  /** The blocks that a skip joins. @param {Layout} plan @param {SkipData} skip */
  ends(plan, { level }) {
    const at = (/** @type {BlockData["side"]} */ side) =>
      plan.places.find(({ block }) => block.side === side && block.level === level);
    return [at("down"), at("up")];
  }

  /** @param {Layout} plan */
  drawArrows(plan) {
    const all = plan.places;
    const at = (/** @type {BlockData["side"]} */ side, /** @type {number} */ level) =>
      all.find(({ block }) => block.side === side && block.level === level);
    /** @type {SVGElement[]} */
    const lines = [];
    /** @type {SVGElement[]} */
    const texts = [];
    const head = `${this.id}-head`;
    const line = (/** @type {string} */ d, attributes = {}) =>
      svgElement("path", { d, class: "pw-u-line", "marker-end": `url(#${head})`, ...attributes });
    /** @type {(x: number, y: number, anchor: "start" | "end", words: string) => void} */
    const text = (x, y, anchor, words) => {
      if (!plan.wide) return;
      texts.push(svgElement("text", { x, y, class: "pw-u-word", "text-anchor": anchor }, words));
    };
    /** @type {(from: Layout["places"][number] | undefined, to: Layout["places"][number] | undefined) => void} */
    const across = (from, to) => {
      if (from && to) lines.push(line(`M${from.x + from.width + 3} ${from.middle}H${to.x - 5}`));
    };
    across(at("input", 0), at("down", 0));
    across(at("up", 0), at("output", 0));
    for (const place of all) {
      const { side, level } = place.block;
      if (side === "down") {
        const below = at("down", level + 1) ?? at("bottom", level + 1);
        const x = place.x + Math.min(place.width / 2, 12);
        if (!below) continue;
        lines.push(line(`M${x} ${place.top + place.height + 3}V${below.middle}H${below.x - 5}`));
        text(x - 6, below.middle + 4, "end", "pool");
      } else if (side === "up") {
        const below = at("up", level + 1) ?? at("bottom", level + 1);
        const x = place.x + place.width - Math.min(place.width / 2, 12);
        if (!below) continue;
        lines.push(line(`M${below.x + below.width + 3} ${below.middle}H${x}V${place.top + place.height + 5}`));
        text(x + 6, below.middle + 4, "start", "up");
      }
    }
    this.skipLines = this.skips.flatMap((skip, at) => {
      const [from, to] = this.ends(plan, skip);
      if (!from || !to) return []; // Python sends no such skip
      const d = `M${from.x + from.width + 3} ${from.middle}H${to.x - 5}`;
      const under = svgElement("path", { d, class: "pw-u-glow" });
      const over = line(d, { class: "pw-u-line pw-u-skip" });
      // A click on the arrow cuts the skip, or mends it; the keyboard has the select on it.
      const start = from.x + from.width + 3;
      const hit = svgElement("rect", {
        x: start, y: from.middle - TARGET / 2, width: to.x - 5 - start, height: TARGET,
        class: "pw-u-cut", testid: `pw-u-cut-${skip.name}`,
      });
      hit.addEventListener("click", () => this.cut(at));
      lines.push(under, over, hit);
      return [{ under, over }];
    });
    const marker = svgElement("marker", {
      id: head, viewBox: "0 0 10 10", refX: 8, refY: 5, markerWidth: 7, markerHeight: 7,
      markerUnits: "userSpaceOnUse", orient: "auto",
    }, svgElement("path", { d: "M0 0L10 5L0 10z", class: "pw-u-head" }));
    this.svg.replaceChildren(svgElement("defs", {}, marker), ...lines, ...texts);
    this.show();
  }

  show() {
    for (const [name, { button }] of this.buttons) {
      button.setAttribute("aria-pressed", String(name === this.block));
    }
    this.selects.forEach((select, at) => {
      const state = this.states[at];
      if (state === undefined) return; // `update` has not taken the states over yet
      if (select.value !== state) select.value = state;
      const lines = this.skipLines[at];
      if (!lines) return;
      lines.over.setAttribute("stroke-dasharray", LINES[state] ?? "2 3");
      lines.over.dataset.state = state;
      lines.under.dataset.state = state;
    });
  }

  /** @param {string} name */
  select(name) {
    if (name === this.block) return;
    this.block = name;
    this.report();
  }

  /** @param {number} at @param {string} state */
  set(at, state) {
    this.states[at] = state;
    this.report();
  }

  /** From the first of a skip's states to the second, from any other back to the first. @param {number} at */
  cut(at) {
    const [whole, damaged = whole] = this.skips[at].states;
    this.set(at, this.states[at] === whole ? damaged : whole);
  }

  report() {
    this.show();
    this.changes++;
    this.send?.("chosen", {
      revision: this.revision, changes: this.changes, block: this.block, states: [...this.states],
    });
  }
}

export default mounted(UDiagram);
