// Linked code: source beside a table; a row marks the lines that make and use it, a line marks its rows.
// Lines and rows are the two ends of the same links, so both are "items" here and marked alike.

import { element, write, addStyles } from "../dom.js";
import { mounted } from "../life_cycle.js";
await addStyles(import.meta.url, "../look.css", "./linked_code.css");

const TAGS = { line: { made: "makes", used: "uses" }, row: { made: "made", used: "used" } };
const INVITATION = "Point at a block or a line to see what belongs together; select it to pin that. "
  + "With the keyboard: arrow keys, Enter, Escape.";

const pins = new Map(); // by key: the id of the pinned item; it outlives the element, not the tab

/** "a", "a and b", "a, b and c". */
function listed(words) {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function linesInWords(numbers) {
  return `${numbers.length === 1 ? "line" : "lines"} ${listed(numbers)}`;
}

/** What is said of a row: where its thing is made and used. */
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
    const key = (how, words) => element("span", {}, element("span", { class: "pw-linked-key", "data-mark": how }), words);
    this.root = element("div", { class: "pw-component pw-linked", testid: "pw-linked" },
      element("div", { class: "pw-linked-body" }, this.code, this.table),
      element("p", { class: "pw-quiet pw-linked-legend", "aria-hidden": "true" },
        key("made", "makes the block"), key("used", "uses it")),
      this.status);
    this.items = new Map();
    this.looked = null;
    this.stops = {}; // by kind: the id of the item that the Tab key reaches
    this.listen();
  }

  listen() {
    const itemOf = (node) => this.items.get(node.closest?.("[data-item]")?.dataset.item);
    const focused = () => {
      const node = this.root.querySelector(":focus-visible");
      return node ? itemOf(node)?.id ?? null : null;
    };
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
        if (event.target.matches(":focus-visible")) this.look(item.id);
      });
      pane.addEventListener("focusout", () => this.look(null));
      pane.addEventListener("click", (event) => {
        const item = itemOf(event.target);
        // A drag that selects text ends in a click as well.
        if (item && getSelection().isCollapsed) this.pin(item.id);
      });
      pane.addEventListener("keydown", (event) => this.key(event, itemOf(event.target)));
    }
  }

  key(event, item) {
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const kin = [...this.items.values()].filter(({ kind }) => kind === item.kind);
    const at = kin.indexOf(item);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: kin.length - 1 }[event.key];
    if (to !== undefined) kin[Math.min(Math.max(to, 0), kin.length - 1)].target.focus();
    else if (event.key === "Enter" || event.key === " ") this.pin(item.id);
    else if (event.key === "Escape" && pins.has(this.name)) this.pin(pins.get(this.name));
    else return;
    event.preventDefault();
  }

  update(data) {
    const now = JSON.stringify(data);
    if (now === this.shown) return;
    const sameCode = JSON.stringify(data.lines) === JSON.stringify(this.data?.lines);
    Object.assign(this, { shown: now, data, name: data.key });
    const held = this.root.contains(document.activeElement)
      ? document.activeElement.closest("[data-item]")?.dataset.item : null;
    const scrolled = [this.code, this.table].map(({ scrollTop, scrollLeft }) => [scrollTop, scrollLeft]);
    this.build(data);
    this.code.scrollTo(...(sameCode ? scrolled[0].reverse() : [0, 0]));
    this.table.scrollTo(...scrolled[1].reverse());
    if (held) this.items.get(held)?.target.focus();
    if (!this.items.has(this.looked)) this.looked = null;
    this.show();
  }

  build({ label, lines, columns, rows }) {
    this.items.clear();
    this.code.setAttribute("aria-label", label);
    const makers = (number, how) => rows.filter((row) => row[how].includes(number)).map(({ name }) => name);
    this.code.replaceChildren(...lines.map((pieces, at) =>
      this.line(at + 1, pieces, makers(at + 1, "made"), makers(at + 1, "used"))));
    const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
    this.table.replaceChildren(element("table", { "aria-label": columns[0] },
      element("thead", {}, head), element("tbody", {}, ...rows.map((row) => this.row(row)))));
    for (const { name, made, used } of rows) {
      for (const [how, numbers] of Object.entries({ made, used })) {
        for (const number of numbers) {
          this.items.get(`line ${number}`).links.set(`row ${name}`, how);
          this.items.get(`row ${name}`).links.set(`line ${number}`, how);
        }
      }
    }
    for (const kind of ["line", "row"]) {
      const kin = [...this.items.values()].filter((item) => item.kind === kind);
      const stop = this.items.get(this.stops[kind]) ?? kin[0];
      if (stop) this.stop(stop);
    }
  }

  line(number, pieces, made, used) {
    const code = element("span", { class: "pw-linked-text" },
      ...pieces.map(([text, kind]) => (kind ? element("span", { class: `pw-linked-is-${kind}` }, text) : text)), "\n");
    const tag = element("span", { class: "pw-linked-tag" });
    const node = element("div", { class: "pw-linked-line", testid: `pw-linked-line-${number}` },
      element("span", { class: "pw-linked-gutter", "aria-hidden": "true" },
        element("span", { class: "pw-linked-number" }, String(number)), tag), code);
    if (!made.length && !used.length) return node;
    const does = [made.length && `makes ${listed(made)}`, used.length && `uses ${listed(used)}`].filter(Boolean);
    const words = `Line ${number} ${does.join(", ")}`;
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", `${words}: ${code.textContent.trim()}`);
    this.add({ id: `line ${number}`, kind: "line", node, target: node, tag, words: `${words}.` });
    return node;
  }

  row(row) {
    const words = `${row.name}: ${placesOf(row)}`;
    const target = element("button", { type: "button", "aria-label": words }, row.name);
    const tag = element("span", { class: "pw-linked-tag", "aria-hidden": "true" });
    const node = element("tr", { testid: `pw-linked-row-${row.name}` },
      element("th", { scope: "row" }, target, tag), ...row.cells.map((cell) => element("td", {}, cell)));
    this.add({ id: `row ${row.name}`, kind: "row", node, target, tag, words: `${words}.` });
    return node;
  }

  add(item) {
    item.node.dataset.item = item.id;
    item.target.tabIndex = -1;
    item.links = new Map(); // by id of the other end: "made" or "used"
    this.items.set(item.id, item);
  }

  stop(item) {
    const before = this.items.get(this.stops[item.kind]);
    if (before) before.target.tabIndex = -1;
    item.target.tabIndex = 0;
    this.stops[item.kind] = item.id;
  }

  look(id) {
    if (id === this.looked) return;
    this.looked = id;
    if (!this.items.has(pins.get(this.name))) this.show();
  }

  pin(id) {
    if (pins.get(this.name) === id) pins.delete(this.name);
    else pins.set(this.name, id);
    this.show();
  }

  /** Mark what belongs to the pinned item, or else to the one looked at. */
  show() {
    const pinned = this.items.get(pins.get(this.name));
    const active = pinned ?? this.items.get(this.looked);
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
    write(this.status, pinned ? `Pinned. ${pinned.words}` : active?.words ?? INVITATION);
    if (active?.id === this.active) return; // the same with other numbers: the learner may have scrolled on
    this.active = active?.id;
    if (marked.length) this.reveal(marked);
  }

  /** Scroll the other pane, and nothing but it, to what is marked there. */
  reveal(marked) {
    const pane = marked[0].kind === "line" ? this.code : this.table;
    const top = marked[0].node.offsetTop;
    const last = marked.at(-1).node;
    const bottom = last.offsetTop + last.offsetHeight;
    const covered = pane.querySelector("thead")?.offsetHeight ?? 0; // it stays at the top
    const room = pane.clientHeight - covered;
    if (top >= pane.scrollTop + covered && bottom <= pane.scrollTop + covered + room) return;
    // In the middle if all of it fits, else from its beginning.
    pane.scrollTop = top - covered - Math.max(room / 8, (room - (bottom - top)) / 2);
  }
}

export default mounted(LinkedCode);
