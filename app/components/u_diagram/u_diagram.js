// The U diagram: an encoder–decoder drawn to scale. Blocks are buttons and skips are selects of the
// browser's own, laid over a drawing of the arrows, so the keyboard and a screen reader need nothing
// special. Python hears of every choice; its value replaces ours only when its revision changes.

import { element, drawn, addStyles } from "../dom.js";
import { mounted } from "../life_cycle.js";
await addStyles(import.meta.url, "../look.css", "./u_diagram.css");

const WIDEST = 920; // CSS pixels; wider, the two paths drift apart
const WIDE_FROM = 600; // narrower, titles go and everything shrinks
const TARGET = 24; // what a finger can hit
// How a skip's line looks in each state; the state also stands on the arrow as text.
const LINES = { keep: "", zero: "1 8", blur: "", shuffle: "14 5 3 5", swap: "8 5" };

let diagrams = 0; // for ids that are unique on the page

/** Sizes for this much room. */
function measures(room) {
  const wide = room >= WIDE_FROM;
  return wide
    ? { wide, width: Math.min(room, WIDEST), tallest: 168, perDoubling: 5, label: 40, gap: 12, first: 112, slope: 74 }
    : { wide, width: room, tallest: 112, perDoubling: 2.6, label: 19, gap: 12, first: 30, slope: 25 };
}

/** Where each block's slab and label stand, from the shapes alone. */
function planned(blocks, room) {
  const m = measures(room);
  const levels = Math.max(...blocks.map(({ level }) => level)) + 1;
  const tallestMap = Math.max(...blocks.map(({ height }) => height));
  const slab = (block) => ({
    width: m.perDoubling * Math.log2(1 + block.channels),
    height: Math.max(3, (block.height / tallestMap) * m.tallest),
  });
  // The slope is what the middle leaves free for the deepest skip's select and the bottom's label.
  const steps = Math.max(1, levels - 2);
  const slope = Math.min(m.slope, Math.max(20, (m.width / 2 - m.first - (m.wide ? 100 : 66)) / steps));
  const tops = [];
  const bands = [];
  // On narrow screens the labels of input and output take a line of their own above the first block's.
  let y = m.wide ? 0 : m.label;
  for (let level = 0; level < levels; level++) {
    const tallest = Math.max(0, ...blocks.filter((block) => block.level === level).map((block) => slab(block).height));
    tops[level] = y + m.label;
    bands[level] = Math.max(tallest, TARGET + 4);
    y = tops[level] + bands[level] + m.gap;
  }
  const places = new Map(blocks.map((block) => {
    const { width, height } = slab(block);
    const mirrored = block.side === "up" || block.side === "output";
    const inset = block.side === "input" || block.side === "output" ? 0 : m.first + block.level * slope;
    const x = block.side === "bottom" ? (m.width - width) / 2 : mirrored ? m.width - inset - width : inset;
    // A slab lower than its band stands in the middle, where the arrows run.
    const top = tops[block.level] + (bands[block.level] - height) / 2;
    const outer = block.side === "input" || block.side === "output";
    const labelTop = tops[block.level] - m.label * (outer && !m.wide ? 2 : 1);
    return [block.name, { block, x, top, width, height, middle: top + height / 2, labelTop, mirrored }];
  }));
  return { ...m, height: y - m.gap + 4, places, bands, tops };
}

class UDiagram {
  constructor() {
    this.id = `pw-u-${++diagrams}`;
    this.svg = drawn("svg", { class: "pw-u-arrows", "aria-hidden": "true" });
    this.stage = element("div", { class: "pw-u-stage", testid: "pw-u-stage" }, this.svg);
    this.legend = element("p", { class: "pw-quiet pw-u-legend" },
      "A block's height is its feature map's height; its thickness grows with the logarithm of its channels. "
      + "Labels are channels × height × width.");
    this.root = element("div", { class: "pw-component pw-u", role: "group", testid: "pw-u" }, this.stage, this.legend);
  }

  update(data, send) {
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
        Object.assign(this, { block: data.block, states: [...data.states], changes: data.changes });
      }
      this.revision = data.revision;
    }
    this.show();
  }

  build({ blocks, skips, label }) {
    const focused = this.stage.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    this.root.setAttribute("aria-label", label);
    this.blocks = blocks;
    this.skips = skips;
    this.buttons = new Map(blocks.map((block) => {
      const slab = element("span", { class: "pw-u-slab", "data-side": block.side });
      const title = element("span", { class: "pw-u-title" }, block.title);
      const shape = element("span", { class: "pw-u-shape" }, `${block.channels} × ${block.height} × ${block.width}`);
      const text = element("span", { class: "pw-u-label" }, title, " ", shape);
      const button = element("button", { type: "button", class: "pw-u-block", testid: `pw-u-block-${block.name}` },
        text, element("span", { class: "pw-u-hit" }, slab));
      button.addEventListener("click", () => this.select(block.name));
      return [block.name, { button, slab, text, title }];
    }));
    this.selects = skips.map((skip, at) => {
      const select = element("select", {
        class: "pw-u-state", testid: `pw-u-skip-${skip.name}`, "aria-label": `Skip connection at level ${skip.level + 1}`,
      }, ...skip.states.map((each) => element("option", { value: each }, each)));
      select.addEventListener("change", () => this.set(at, select.value));
      return select;
    });
    // The Tab key goes along the computation: a skip comes right after the block it leaves.
    const order = blocks.flatMap((block) => [
      this.buttons.get(block.name).button,
      ...this.selects.filter((_, at) => block.side === "down" && skips[at].level === block.level),
    ]);
    this.stage.replaceChildren(this.svg, ...order);
    if (focused) this.stage.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
    this.drawnAt = null;
    this.layOut();
  }

  layOut() {
    const room = this.root.clientWidth;
    if (!this.blocks || !room || room === this.drawnAt) return;
    this.drawnAt = room;
    const plan = planned(this.blocks, room);
    this.root.classList.toggle("pw-u-wide", plan.wide);
    Object.assign(this.stage.style, { width: `${plan.width}px`, height: `${plan.height}px` });
    this.svg.setAttribute("viewBox", `0 0 ${plan.width} ${plan.height}`);
    for (const [name, { block, x, top, width, height, labelTop, mirrored }] of plan.places) {
      const { button, slab, title } = this.buttons.get(name);
      title.classList.toggle("pw-hidden", !plan.wide);
      const hitWidth = Math.max(TARGET, width);
      const hitHeight = Math.max(TARGET, height);
      const side = block.side === "bottom" ? "center" : mirrored ? "right" : "left";
      button.dataset.align = side;
      const hit = slab.parentElement;
      Object.assign(hit.style, { width: `${hitWidth}px`, height: `${hitHeight}px` });
      Object.assign(slab.style, { width: `${width}px`, height: `${height}px` });
      const left = { left: x, right: x + width, center: x + width / 2 }[side];
      Object.assign(button.style, {
        left: `${left}px`, top: `${labelTop}px`,
        height: `${top + height / 2 + hitHeight / 2 - labelTop}px`,
      });
    }
    this.arrows(plan);
    this.skips.forEach((skip, at) => {
      const [from, to] = this.ends(plan, skip);
      Object.assign(this.selects[at].style, {
        left: `${(from.x + from.width + to.x) / 2}px`, top: `${from.middle}px`,
      });
    });
  }

  ends(plan, { level }) {
    const at = (side) => [...plan.places.values()].find(({ block }) => block.side === side && block.level === level);
    return [at("down"), at("up")];
  }

  arrows(plan) {
    const all = [...plan.places.values()];
    const at = (side, level) => all.find(({ block }) => block.side === side && block.level === level);
    const lines = [];
    const texts = [];
    const head = `${this.id}-head`;
    const line = (d, attributes = {}) =>
      drawn("path", { d, class: "pw-u-line", "marker-end": `url(#${head})`, ...attributes });
    const text = (x, y, anchor, words) => {
      if (!plan.wide) return;
      texts.push(drawn("text", { x, y, class: "pw-u-word", "text-anchor": anchor }, words));
    };
    const across = (from, to) => from && to
      && lines.push(line(`M${from.x + from.width + 3} ${from.middle}H${to.x - 5}`));
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
    this.skipLines = this.skips.map((skip) => {
      const [from, to] = this.ends(plan, skip);
      const d = `M${from.x + from.width + 3} ${from.middle}H${to.x - 5}`;
      const under = drawn("path", { d, class: "pw-u-glow" });
      const over = line(d, { class: "pw-u-line pw-u-skip" });
      lines.push(under, over);
      return { under, over };
    });
    const marker = drawn("marker", {
      id: head, viewBox: "0 0 10 10", refX: 8, refY: 5, markerWidth: 7, markerHeight: 7,
      markerUnits: "userSpaceOnUse", orient: "auto",
    }, drawn("path", { d: "M0 0L10 5L0 10z", class: "pw-u-head" }));
    this.svg.replaceChildren(drawn("defs", {}, marker), ...lines, ...texts);
    if (this.states) this.show();
  }

  show() {
    for (const [name, { button }] of this.buttons) {
      button.setAttribute("aria-pressed", String(name === this.block));
    }
    this.selects.forEach((select, at) => {
      const state = this.states[at];
      if (select.value !== state) select.value = state;
      const lines = this.skipLines?.[at];
      if (!lines) return;
      lines.over.setAttribute("stroke-dasharray", LINES[state] ?? "2 3");
      lines.over.dataset.state = state;
      lines.under.dataset.state = state;
    });
  }

  select(name) {
    if (name === this.block) return;
    this.block = name;
    this.report();
  }

  set(at, state) {
    this.states[at] = state;
    this.report();
  }

  report() {
    this.show();
    this.changes++;
    this.send("chosen", {
      revision: this.revision, changes: this.changes, block: this.block, states: [...this.states],
    });
  }
}

export default mounted(UDiagram);
