// The grid of a class: every student at every exercise. The browser fetches it, and again when it is told of a change;
// only the cells that changed are written anew. Python hears of a cell that is opened.

/** @import { ClassGridData, ColumnData, OpenedMessage } from "./data.js" */
/** @import { Cell, RawGrid, Student } from "./standing.js" */

import { element, write, addStyles } from "../dom.js";
import { mounted } from "../life_cycle.js";
import { listen } from "../live.js";
import { HASTY, STUCK, alarms, columnOf, counted, shownAs, studentsOf, target } from "./standing.js";
await addStyles(import.meta.url, "../look.css", "./class_grid.css");

const LOOK_AGAIN = 10_000; // milliseconds: who is stuck or idle changes with time alone
const TOPICS = ["work", "members", "all"];
const LISTED = 12;
const SIGNS = /** @type {const} */ ([
  ["none", "·", "not begun"], ["trying", "○ 2", "2 tries, not passed"], ["passed", "✓ 3", "passed at the third try"],
  ["first", "✓ 1", "passed at the first try"], ["unaided", "★", "passed unaided"], ["stuck", "! 4", "stuck"],
  ["hasty", "» 6", "many tries or hints in a short time"],
]);

let grids = 0; // for ids that are unique on the page
const HIDDEN = "pw-class-names-hidden";
let named = localStorage.getItem(HIDDEN) === null; // a projector that shows no names shows none the next day either
let turn = Date.now();

/** @typedef {{ node: HTMLElement, head: HTMLElement, cells: HTMLElement[], shown: (Cell | null)[] }} Row */

class ClassGrid {
  constructor() {
    this.id = `pw-class-${++grids}`;
    this.classroom = "";
    /** @type {Map<string, ColumnData>} by id */
    this.titles = new Map();
    /** @type {RawGrid | null} */
    this.raw = null;
    /** @type {Student[]} */
    this.students = [];
    /** @type {Map<string, Row>} by member */
    this.rows = new Map();
    /** @type {{ member: string, column: number } | null} the cell that the Tab key leads to */
    this.at = null;
    /** @type {{ member: string, exercise: string } | null} */
    this.opened = null;
    this.layout = "";
    this.alarmed = "";
    this.said = "";
    this.fetching = false;
    this.again = false;
    this.stop = () => {};
    this.names = element("button", { type: "button", testid: "pw-class-names" }, "For the projector: hide the names");
    this.names.addEventListener("click", () => this.turnNames());
    this.pick = element("select", { testid: "pw-class-lesson", id: `${this.id}-lesson` });
    this.pick.addEventListener("change", () => this.draw());
    this.status = element("span", { class: "pw-quiet", testid: "pw-class-status" }, "The grid is on its way…");
    this.alarms = element("div", { class: "pw-class-alarms", testid: "pw-class-alarms" });
    this.head = element("div", { class: "pw-class-row pw-class-head", role: "row" });
    this.body = element("div", { role: "rowgroup" });
    this.table = element("div", {
      role: "grid", "aria-label": "Students at exercises", "aria-describedby": `${this.id}-keys`, class: "pw-class-table",
      testid: "pw-class-table",
    }, element("div", { role: "rowgroup", class: "pw-class-top" }, this.head), this.body);
    this.frame = element("div", { class: "pw-class-frame", hidden: true }, this.table); // nothing is drawn yet
    this.nobody = element("p", { class: "pw-quiet" });
    this.root = element("div", { class: "pw-component pw-class", testid: "pw-class" },
      element("div", { class: "pw-class-bar" }, this.names,
        element("label", { for: `${this.id}-lesson` }, "Show ", this.pick), this.status),
      this.alarms, this.nobody, this.frame, legend(),
      element("p", { class: "pw-hidden", id: `${this.id}-keys` }, "Arrow keys go from cell to cell; Enter opens the answers."));
    this.body.addEventListener("click", (event) => {
      const place = this.placeOf(event.target);
      if (place) this.open(place.member, place.column);
    });
    this.body.addEventListener("keydown", (event) => this.key(event));
    this.timer = setInterval(() => { if (!document.hidden) this.look(); }, LOOK_AGAIN);
  }

  /** @param {ClassGridData} data @param {import("../life_cycle.js").Send<OpenedMessage>} send */
  update(data, send) {
    this.send = send;
    this.titles = new Map(data.exercises.map((each) => [each.id, each]));
    if (data.classroom === this.classroom) return;
    this.stop();
    this.classroom = data.classroom;
    this.stop = listen(data.classroom, (topic) => { if (TOPICS.includes(topic)) this.look(); });
  }

  leave() {
    this.stop();
    clearInterval(this.timer);
  }

  turnNames() {
    named = !named;
    if (named) localStorage.removeItem(HIDDEN);
    else localStorage.setItem(HIDDEN, "1");
    this.draw();
    if (this.opened) this.send?.("opened", { ...this.opened, named, turn: ++turn }); // its title names the student
  }

  /** Fetch the grid; once more after that if something changed meanwhile. */
  async look() {
    if (this.fetching) {
      this.again = true;
      return;
    }
    this.fetching = true;
    do {
      this.again = false;
      await this.fetchGrid();
    } while (this.again);
    this.fetching = false;
  }

  async fetchGrid() {
    try {
      const answer = await fetch(new URL(`live/${this.classroom}/grid`, document.baseURI), { cache: "no-cache" });
      if (answer.status === 404) {
        write(this.status, "This browser may not look into the class any more. Follow its newest instructor link again.");
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const said = await answer.text();
      write(this.status, `As of ${new Date().toLocaleTimeString()}`);
      if (said === this.said) return;
      this.said = said;
      this.raw = JSON.parse(said);
      this.draw();
    } catch {
      if (!this.status.textContent?.startsWith("Not")) {
        write(this.status, `Not up to date since ${new Date().toLocaleTimeString()}: the server does not answer.`);
      }
    }
  }

  draw() {
    if (!this.raw) return;
    const { exercises } = this.raw;
    this.students = shownAs(studentsOf(this.raw), named);
    this.root.classList.toggle("pw-class-unnamed", !named);
    write(this.names, named ? "For the projector: hide the names" : "Show the names");
    this.drawLessons(exercises);
    const columns = exercises.map((_, column) => column)
      .filter((column) => !this.pick.value || this.lessonOf(exercises[column]) === this.pick.value);
    const layout = JSON.stringify(columns.map((column) => exercises[column]));
    if (layout !== this.layout) {
      this.layout = layout;
      this.rows.clear();
      this.body.replaceChildren();
      this.root.style.setProperty("--pw-columns", String(columns.length));
    }
    this.columns = columns;
    this.drawHead(exercises, columns);
    this.drawRows(columns);
    this.drawAlarms(exercises);
    const isEmpty = !this.students.length || !exercises.length;
    this.frame.hidden = isEmpty;
    write(this.nobody, !this.students.length ? "Nobody has joined yet. Each student who does gets a row here."
      : isEmpty ? "Nobody has tried an exercise yet. Each that somebody tries gets a column here." : "");
  }

  /** @param {string} exercise */
  lessonOf(exercise) {
    return this.titles.get(exercise)?.lesson ?? "Others";
  }

  /** @param {string} exercise */
  titleOf(exercise) {
    return this.titles.get(exercise)?.title ?? exercise;
  }

  /** @param {string[]} exercises */
  drawLessons(exercises) {
    const lessons = [...new Set(exercises.map((each) => this.lessonOf(each)))];
    const before = this.pick.value;
    if (this.pick.options.length !== lessons.length + 1 || lessons.some((each, at) => this.pick.options[at + 1].value !== each)) {
      this.pick.replaceChildren(element("option", { value: "" }, "all lessons"),
        ...lessons.map((each) => element("option", { value: each }, each)));
      this.pick.value = lessons.includes(before) ? before : "";
    }
    /** @type {HTMLElement} */ (this.pick.parentElement).hidden = lessons.length < 2;
  }

  /** @param {string[]} exercises @param {number[]} columns */
  drawHead(exercises, columns) {
    const count = this.students.length;
    this.head.replaceChildren(
      element("div", { class: "pw-class-name", role: "columnheader" }, counted(count, "student")),
      ...columns.map((column) => {
        const { begun, passed, first } = columnOf(this.students, column);
        const share = begun ? `${Math.round((100 * first) / begun)} % first try` : "";
        return element("div", { class: "pw-class-column", role: "columnheader", title: this.titleOf(exercises[column]) },
          element("span", { class: "pw-class-title" }, this.titleOf(exercises[column])),
          element("span", { class: "pw-quiet" }, `${passed} of ${count} passed`),
          element("span", { class: "pw-quiet" }, share));
      }));
  }

  /** @param {number[]} columns */
  drawRows(columns) {
    const members = new Set(this.students.map(({ member }) => member));
    for (const [member, { node }] of this.rows) {
      if (members.has(member)) continue;
      node.remove();
      this.rows.delete(member);
    }
    /** @type {Element | null} */
    let before = null;
    for (const student of this.students) {
      const row = this.rows.get(student.member) ?? this.newRow(student.member, columns);
      /** @type {Element | null} */
      const place = before ? before.nextElementSibling : this.body.firstElementChild;
      if (place !== row.node) this.body.insertBefore(row.node, place);
      before = row.node;
      write(row.head, student.idle ? `${student.name} · idle` : student.name);
      row.head.classList.toggle("pw-class-idle", student.idle);
      columns.forEach((column, at) => {
        const cell = student.cells[column], node = row.cells[at], shown = row.shown[at];
        const words = `${student.name}, ${this.titleOf(this.raw?.exercises[column] ?? "")}: ${cell.words}`;
        if (shown && shown.text === cell.text && shown.look === cell.look && node.ariaLabel === words) return;
        row.shown[at] = cell;
        node.dataset.look = cell.look;
        node.ariaLabel = words;
        write(node, cell.text);
      });
    }
    if (!this.at || !this.rows.has(this.at.member) || !columns.includes(this.at.column)) {
      const [first] = this.students;
      this.at = first && columns.length ? { member: first.member, column: columns[0] } : null;
    }
    const here = this.at && this.nodeAt(this.at.member, this.at.column);
    if (here) here.tabIndex = 0;
  }

  /** @param {string} member @param {number[]} columns @returns {Row} */
  newRow(member, columns) {
    const head = element("div", { class: "pw-class-name", role: "rowheader" });
    const cells = columns.map((column) =>
      element("div", { class: "pw-class-cell", role: "gridcell", tabindex: "-1", "data-column": column }));
    const node = element("div", { class: "pw-class-row", role: "row", "data-member": member }, head, ...cells);
    const row = { node, head, cells, shown: cells.map(() => null) };
    this.rows.set(member, row);
    return row;
  }

  /** @param {string[]} exercises */
  drawAlarms(exercises) {
    const stuck = alarms(this.students, STUCK), hasty = alarms(this.students, HASTY).filter(({ cell }) => !(cell.alarm & STUCK));
    const idle = this.students.filter((each) => each.idle);
    // A press of a button that is replaced meanwhile would be lost.
    const content = JSON.stringify([stuck, hasty, idle].map((each) => each.map((one) =>
      "cell" in one ? [one.student.member, one.student.name, one.column, one.cell.failures] : one.name)));
    if (content === this.alarmed) return;
    this.alarmed = content;
    const list = (/** @type {string} */ title, /** @type {typeof stuck} */ found) => found.length
      ? [element("p", { class: "pw-title" }, title),
          element("ul", {}, ...found.slice(0, LISTED).map(({ student, column, cell }) => {
            const tries = cell.failures === 1 ? "1 try" : `${cell.failures} tries`;
            const item = element("button", { type: "button", "data-look": cell.look },
              `${student.name}: ${this.titleOf(exercises[column])} · ${tries}`);
            item.addEventListener("click", () => this.open(student.member, column));
            return element("li", {}, item);
          }), ...(found.length > LISTED ? [element("li", {}, `and ${found.length - LISTED} more`)] : []))]
      : [];
    const parts = [...list(`Stuck now: ${stuck.length}`, stuck), ...list(`In haste: ${hasty.length}`, hasty)];
    if (idle.length) {
      parts.push(element("p", { class: "pw-title" }, `Idle while others work: ${idle.length}`),
        element("p", {}, idle.slice(0, LISTED).map(({ name }) => name).join(", ") + (idle.length > LISTED ? " …" : "")));
    }
    const focus = document.activeElement instanceof HTMLElement && this.alarms.contains(document.activeElement)
      ? document.activeElement.textContent : null;
    this.alarms.replaceChildren(...(parts.length || !this.students.length ? parts : [element("p", {}, "Nobody is stuck.")]));
    if (focus) [...this.alarms.querySelectorAll("button")].find((each) => each.textContent === focus)?.focus();
  }

  /** @param {EventTarget | null} node */
  placeOf(node) {
    const cell = node instanceof Element ? node.closest(".pw-class-cell") : null;
    const row = cell?.closest(".pw-class-row");
    if (!(cell instanceof HTMLElement && row instanceof HTMLElement)) return null;
    return { member: row.dataset.member ?? "", column: Number(cell.dataset.column) };
  }

  /** @param {string} member @param {number} column */
  nodeAt(member, column) {
    return this.rows.get(member)?.cells[this.columns?.indexOf(column) ?? -1];
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const place = this.placeOf(event.target);
    if (!place || !this.columns || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.open(place.member, place.column);
      return;
    }
    const row = this.students.findIndex(({ member }) => member === place.member);
    const to = target(event.key, row, this.columns.indexOf(place.column), this.students.length, this.columns.length);
    if (!to) return;
    event.preventDefault();
    this.go(this.students[to[0]].member, this.columns[to[1]]);
  }

  /** @param {string} member @param {number} column */
  go(member, column) {
    const before = this.at && this.nodeAt(this.at.member, this.at.column);
    if (before) before.tabIndex = -1;
    this.at = { member, column };
    const node = this.nodeAt(member, column);
    if (!node) return;
    node.tabIndex = 0;
    node.focus();
  }

  /** @param {string} member @param {number} column */
  open(member, column) {
    if (!this.raw) return;
    for (const each of this.body.querySelectorAll("[aria-selected]")) each.removeAttribute("aria-selected");
    this.nodeAt(member, column)?.setAttribute("aria-selected", "true");
    if (this.nodeAt(member, column)?.contains(document.activeElement)) this.go(member, column);
    this.opened = { member, exercise: this.raw.exercises[column] };
    this.send?.("opened", { ...this.opened, named, turn: ++turn });
  }
}

function legend() {
  return element("ul", { class: "pw-class-legend", "aria-label": "What the signs mean" }, ...SIGNS.map(([look, sign, words]) =>
    element("li", {}, element("span", { class: "pw-class-cell", "data-look": look, "aria-hidden": "true" }, sign), words)));
}

export default mounted(ClassGrid);
