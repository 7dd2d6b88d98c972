// Linked code: source beside a table; a row marks the lines that make and use it, a line marks its rows.
// Lines and rows are the two ends of the same links, so both are "items" here and marked alike.

/** @import { LinkedCodeData, RowData } from "./data.js" */
/** @typedef {"made" | "used"} How a line makes or uses what a row names */
/** @typedef {"line" | "row"} Kind */
/**
 * One end of links.
 * @typedef {object} Item
 * @property {string} id
 * @property {Kind} kind
 * @property {HTMLElement} node
 * @property {HTMLElement} target what the keyboard reaches
 * @property {HTMLElement} tag
 * @property {string} words
 * @property {Map<string, How>} links by id of the other end
 */

import { element, write, addStyles } from "../dom.js";
import { touches } from "../finger.js";
import { mounted } from "../life_cycle.js";
import { tellOfMore } from "../more.js";
await addStyles(import.meta.url, "../look.css", "../more.css", "./linked_code.css");

const TAGS = { line: { made: "makes", used: "uses" }, row: { made: "made", used: "used" } };
const BY_HAND = "Point at a block or a line to see what belongs together; select it to pin that. "
  + "With the keyboard: arrow keys, Enter, Escape.";
const BY_FINGER = "Tap a block or a line to see what belongs together; tap it again to let go.";

/** @type {Map<string, string>} by key: the id of the pinned item; it outlives the element, not the tab */
const pins = new Map();

/** "a", "a and b", "a, b and c". @param {(string | number)[]} words */
function list(words) {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** @param {number[]} numbers */
function linesInWords(numbers) {
  return `${numbers.length === 1 ? "line" : "lines"} ${list(numbers)}`;
}

/** The words of a row: where its thing is made and used. @param {RowData} row */
function placesOf({ made, used }) {
  const parts = [];
  if (made.length) parts.push(`made in ${linesInWords(made)}`);
  if (used.length) parts.push(`used in ${linesInWords(used)}`);
  return parts.join(", ") || "in no line";
}

class LinkedCode {
  constructor() {
    this.code = element("div", { class: "pw-linked-pane pw-linked-code", role: "group", testid: "pw-linked-code" });
    this.table = element("div", { class: "pw-linked-pane pw-linked-table", testid: "pw-linked-table" });
    this.status = element("p", { class: "pw-linked-status", testid: "pw-linked-status" });
    const key = (/** @type {How} */ how, /** @type {string} */ words) => element("span", {}, element("span", { class: "pw-linked-key", "data-mark": how }), words);
    const panes = [this.code, this.table];
    const frames = panes.map((pane) => element("div", { class: "pw-more" }, pane));
    this.tellOfMore = panes.map((pane, at) => tellOfMore(pane, frames[at]));
    this.root = element("div", { class: "pw-component pw-linked", testid: "pw-linked" },
      element("div", { class: "pw-linked-body" }, ...frames),
      element("p", { class: "pw-quiet pw-linked-legend", "aria-hidden": "true" },
        key("made", "makes the block"), key("used", "uses it")),
      this.status);
    this.name = ""; // the key of what is shown
    this.content = "";
    this.lines = "";
    /** @type {Map<string, Item>} */
    this.items = new Map();
    /** @type {string | null} the id of the item that is looked at */
    this.looked = null;
    /** @type {string | undefined} the id of the item whose links are marked */
    this.active = undefined;
    /** @type {Partial<Record<Kind, string>>} by kind: the id of the item that the Tab key reaches */
    this.stops = {};
    this.listen();
  }

  listen() {
    const itemOf = (/** @type {EventTarget | null} */ target) => this.items.get(itemId(target) ?? "");
    const focused = () => itemOf(this.root.querySelector(":focus-visible"))?.id ?? null;
    for (const pane of [this.code, this.table]) {
      pane.addEventListener("pointerover", (event) => {
        if (event.pointerType !== "touch") this.look(itemOf(event.target)?.id ?? focused());
      });
      pane.addEventListener("pointerleave", () => this.look(focused()));
      pane.addEventListener("focusin", (event) => {
        const item = itemOf(event.target);
        if (!item) return;
        this.stop(item);
        // A click focuses too; what it means is decided by the click.
        if (event.target instanceof Element && event.target.matches(":focus-visible")) this.look(item.id);
      });
      pane.addEventListener("focusout", () => this.look(null));
      pane.addEventListener("click", (event) => {
        const item = itemOf(event.target);
        // A drag that selects text ends in a click as well.
        if (item && getSelection()?.isCollapsed) this.pin(item.id);
      });
      pane.addEventListener("keydown", (event) => this.key(event, itemOf(event.target)));
    }
  }

  /** @param {KeyboardEvent} event @param {Item | undefined} item */
  key(event, item) {
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const kin = [...this.items.values()].filter(({ kind }) => kind === item.kind);
    const at = kin.indexOf(item);
    /** @type {Record<string, number | undefined>} */
    const ways = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: kin.length - 1 };
    const to = ways[event.key];
    const pinned = pins.get(this.name);
    if (to !== undefined) kin[Math.min(Math.max(to, 0), kin.length - 1)].target.focus();
    else if (event.key === "Enter" || event.key === " ") this.pin(item.id);
    else if (event.key === "Escape" && pinned) this.pin(pinned);
    else return;
    event.preventDefault();
  }

  /** @param {LinkedCodeData} data */
  update(data) {
    const content = JSON.stringify(data);
    if (content === this.content) return;
    const lines = JSON.stringify(data.lines);
    const sameCode = lines === this.lines;
    this.content = content;
    this.lines = lines;
    this.name = data.key;
    const focused = this.root.contains(document.activeElement) ? itemId(document.activeElement) : undefined;
    const [code, table] = [this.code, this.table].map(({ scrollTop, scrollLeft }) => ({ top: scrollTop, left: scrollLeft }));
    this.build(data);
    this.code.scrollTo(sameCode ? code : { top: 0, left: 0 });
    this.table.scrollTo(table);
    for (const tell of this.tellOfMore) tell();
    if (focused) this.items.get(focused)?.target.focus();
    if (!this.items.has(this.looked ?? "")) this.looked = null;
    this.show();
  }

  /** @param {LinkedCodeData} data */
  build({ label, lines, columns, rows }) {
    this.items.clear();
    this.code.setAttribute("aria-label", label);
    const namesAt = (/** @type {number} */ number, /** @type {How} */ how) => rows.filter((row) => row[how].includes(number)).map(({ name }) => name);
    this.code.replaceChildren(...lines.map((pieces, at) =>
      this.line(at + 1, pieces, namesAt(at + 1, "made"), namesAt(at + 1, "used"))));
    const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
    this.table.replaceChildren(element("table", { "aria-label": columns[0] },
      element("thead", {}, head), element("tbody", {}, ...rows.map((row) => this.row(row)))));
    for (const { name, made, used } of rows) {
      for (const number of made) this.link(`line ${number}`, `row ${name}`, "made");
      for (const number of used) this.link(`line ${number}`, `row ${name}`, "used");
    }
    for (const kind of /** @type {Kind[]} */ (["line", "row"])) {
      const kin = [...this.items.values()].filter((item) => item.kind === kind);
      const stop = this.items.get(this.stops[kind] ?? "") ?? kin[0];
      if (stop) this.stop(stop);
    }
  }

  /** @param {string} one @param {string} other @param {How} how */
  link(one, other, how) {
    this.items.get(one)?.links.set(other, how);
    this.items.get(other)?.links.set(one, how);
  }

  /** @param {number} number @param {LinkedCodeData["lines"][number]} pieces @param {string[]} made @param {string[]} used */
  line(number, pieces, made, used) {
    const code = element("span", { class: "pw-linked-text" },
      ...pieces.map(([text, kind]) => (kind ? element("span", { class: `pw-linked-is-${kind}` }, text) : text)), "\n");
    const tag = element("span", { class: "pw-linked-tag" });
    const node = element("div", { class: "pw-linked-line", testid: `pw-linked-line-${number}` },
      element("span", { class: "pw-linked-gutter", "aria-hidden": "true" },
        element("span", { class: "pw-linked-number" }, String(number)), tag), code);
    if (!made.length && !used.length) return node;
    const actions = [made.length && `makes ${list(made)}`, used.length && `uses ${list(used)}`].filter(Boolean);
    const words = `Line ${number} ${actions.join(", ")}`;
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", `${words}: ${code.textContent.trim()}`);
    this.add({ id: `line ${number}`, kind: "line", node, target: node, tag, words: `${words}.` });
    return node;
  }

  /** @param {RowData} row */
  row(row) {
    const words = `${row.name}: ${placesOf(row)}`;
    const target = element("button", { type: "button", "aria-label": words }, row.name);
    const tag = element("span", { class: "pw-linked-tag", "aria-hidden": "true" });
    const node = element("tr", { testid: `pw-linked-row-${row.name}` },
      element("th", { scope: "row" }, target, tag), ...row.cells.map((cell) => element("td", {}, cell)));
    this.add({ id: `row ${row.name}`, kind: "row", node, target, tag, words: `${words}.` });
    return node;
  }

  /** @param {Omit<Item, "links">} item */
  add(item) {
    item.node.dataset.item = item.id;
    item.target.tabIndex = -1;
    this.items.set(item.id, { ...item, links: new Map() });
  }

  /** Let the Tab key reach this item, of all of its kind. @param {Item} item */
  stop(item) {
    const before = this.items.get(this.stops[item.kind] ?? "");
    if (before) before.target.tabIndex = -1;
    item.target.tabIndex = 0;
    this.stops[item.kind] = item.id;
  }

  /** @param {string | null} id */
  look(id) {
    if (id === this.looked) return;
    this.looked = id;
    if (!this.items.has(pins.get(this.name) ?? "")) this.show();
  }

  /** @param {string} id */
  pin(id) {
    if (pins.get(this.name) === id) pins.delete(this.name);
    else pins.set(this.name, id);
    this.show();
  }

  /** Mark what belongs to the pinned item, or else to the one looked at. */
  show() {
    const pinned = this.items.get(pins.get(this.name) ?? "");
    const active = pinned ?? this.items.get(this.looked ?? "");
    /** @type {Item[]} */
    const marked = [];
    for (const item of this.items.values()) {
      const how = active?.links.get(item.id);
      if (how) marked.push(item);
      item.node.toggleAttribute("data-active", item === active);
      if (how) item.node.dataset.mark = how;
      else delete item.node.dataset.mark;
      write(item.tag, how ? TAGS[item.kind][how] : "");
      item.target.setAttribute("aria-pressed", String(item === pinned));
    }
    write(this.status, pinned ? `Pinned. ${pinned.words}` : active?.words ?? (touches() ? BY_FINGER : BY_HAND));
    if (active?.id === this.active) return; // the same with other numbers: the learner may have scrolled on
    this.active = active?.id;
    if (marked.length) this.reveal(marked);
  }

  /** Scroll the other pane, and nothing but it, to what is marked there. @param {Item[]} marked */
  reveal(marked) {
    const pane = marked[0].kind === "line" ? this.code : this.table;
    const top = marked[0].node.offsetTop;
    const last = marked[marked.length - 1].node;
    const bottom = last.offsetTop + last.offsetHeight;
    const covered = pane.querySelector("thead")?.offsetHeight ?? 0; // it stays at the top
    const room = pane.clientHeight - covered;
    if (top >= pane.scrollTop + covered && bottom <= pane.scrollTop + covered + room) return;
    // In the middle if all of it fits, else from its beginning.
    pane.scrollTop = top - covered - Math.max(room / 8, (room - (bottom - top)) / 2);
  }
}

/** The id of the item that this belongs to. @param {EventTarget | null} target */
function itemId(target) {
  /** @type {HTMLElement | null} */
  const node = target instanceof Element ? target.closest("[data-item]") : null;
  return node?.dataset.item;
}

export default mounted(LinkedCode);
