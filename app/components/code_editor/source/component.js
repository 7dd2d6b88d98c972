// The code editor as Streamlit's component: what Python says goes in, drafts and checks go out.
//
// Python owns the value. `revision` counts the texts Python loaded; `serial` counts the learner's edits,
// and a draft is saved once Python sends its serial back. `epoch` names Python's memory of this editor:
// another epoch means that a new session answers, which may know less than the editor does.

/** @import { CheckMessage, DraftMessage, EditorData, FreeMessage } from "../data.js" */
/** @import { Refused } from "./locked.js" */
/** @typedef {import("../../life_cycle.js").Mount<EditorData, DraftMessage | CheckMessage | FreeMessage>} Mount */
/** @typedef {{ id: string, text: string, ending: boolean, timer: number }} Check */

import { Annotation, Transaction } from "@codemirror/state";

import { tellOfMore } from "../../more.js";
import moreCss from "../../more.css";
import { firstBlank } from "./blanks.js";
import { createEditor } from "./editor.js";
import css from "./editor.css";
import { ownLines, refusedEdit, replaceAll } from "./locked.js";
import { showMarks } from "./marks.js";
import { inkOnPrimary, isApple, isDark, newId, whenIdle } from "./page.js";
import { keepUnsaved, takeUnsaved } from "./unsaved.js";

const DRAFT_MS = 600;
const ANSWER_MS = 20_000;
const NOTICE_MS = 5_000;
const MAX_BYTES = 64 * 1024;

const DOING = { Check: "Checking…", Run: "Running…" };

/** @type {import("@codemirror/state").AnnotationType<boolean>} */
const isFromPython = Annotation.define();
const fromPython = isFromPython.of(true);

let count = 0;

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {string} [testId]
 * @param {string} [text]
 */
function element(tag, className, testId, text = "") {
  const node = document.createElement(tag);
  node.className = className;
  if (testId) node.dataset.testid = testId;
  node.textContent = text;
  return node;
}

function addStyles() {
  if (document.getElementById("pw-editor-styles")) return;
  const style = element("style", "");
  style.id = "pw-editor-styles";
  style.textContent = css + moreCss;
  document.head.append(style);
}

/** What PostgreSQL and UTF-8 can hold of a text; nothing else leaves the browser. @param {string} typed */
function storable(typed) {
  const text = typed.replaceAll("\0", "");
  return text.toWellFormed?.() ?? text;
}

/** @param {string} text */
function isTooLong(text) {
  return new TextEncoder().encode(text).length > MAX_BYTES;
}

class CodeEditor {
  /** @param {HTMLElement} parent @param {EditorData} data what Python sent first */
  constructor(parent, data) {
    this.data = data;
    this.epoch = data.epoch;
    this.revision = data.revision;
    this.serial = data.serial;
    /** @type {EditorData["origin"]} the earlier visit's, while what was typed there is not saved */
    this.origin = null;
    /** @type {Check | null} the check under way */
    this.checking = null;
    /** @type {Check | null} the one that got no answer */
    this.unanswered = null;
    this.notice = "";
    /** @type {Refused | null} what the given lines did not let in, until something else is written */
    this.refused = null;
    /** @type {string | undefined} the epoch and serial of the text that was sent last */
    this.sent = undefined;
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {number | undefined} */
    this.noticeTimer = undefined;
    /** @type {{ state: Mount["setStateValue"], trigger: Mount["setTriggerValue"] } | undefined} */
    this.send = undefined;
    this.events = new AbortController();
    count += 1;
    const id = `pw-editor-${count}`;
    this.root = element("div", "pw-editor", "pw-editor");
    this.label = element("div", "pw-editor-label", "", data.label);
    this.label.id = `${id}-label`;
    this.button = element("button", "pw-editor-check", "pw-editor-check", data.action);
    this.status = element("span", "pw-editor-status", "pw-editor-status");
    this.announcer = element("div", "pw-editor-hidden", "pw-editor-announcer");
    this.given = element("div", "pw-editor-given", "pw-editor-given");
    this.givenWords = element("span", "");
    this.freely = element("button", "pw-editor-start-over", "pw-editor-free", "Write it all yourself");
    this.view = this.build(parent, data, id);
    this.load(data, Transaction.addToHistory.of(false));
    const unsaved = takeUnsaved(data.key, data);
    if (unsaved !== null) {
      this.origin = unsaved.origin;
      this.view.dispatch(replaceAll(this.view.state, unsaved.text, data));
    }
    else if (data.marks_fit) this.show(data.marks);
    this.startAtBlank();
  }

  /** Put all the elements on the page; the view of the text. @param {HTMLElement} parent @param {EditorData} data @param {string} id */
  build(parent, data, id) {
    addStyles();
    const help = element("div", "pw-editor-hidden");
    help.id = `${id}-help`;
    help.textContent =
      "Python code. Tab goes to the next blank, or indents. Press Escape and then Tab to leave the editor. " +
      `${data.action} with ${isApple ? "Command" : "Control"} and Enter. F8 goes to the next error. ` +
      "Shaded lines are given and stay as they are.";
    const frame = element("div", "pw-editor-frame pw-more");
    const foot = element("div", "pw-editor-foot");
    this.button.type = "button";
    const shortcut = element("kbd", "pw-editor-shortcut", "", isApple ? "⌘ Enter" : "Ctrl+Enter");
    this.button.append(" ", shortcut);
    const startOver = element("button", "pw-editor-start-over", "pw-editor-start-over", "Start over");
    startOver.type = "button";
    const leave = element("span", "pw-editor-leave", "", "Esc, then Tab leaves");
    leave.setAttribute("aria-hidden", "true");
    this.announcer.setAttribute("role", "status");
    foot.append(this.button, startOver, this.status, leave);
    this.freely.type = "button";
    this.freely.addEventListener("click", () => this.writeFreely());
    this.given.append(this.givenWords, this.freely);
    this.given.hidden = true;
    this.root.append(this.label, help, frame, this.given, foot, this.announcer);
    parent.append(this.root);

    this.button.addEventListener("click", () => this.check());
    startOver.addEventListener("click", () => this.startOver());
    const { signal } = this.events;
    document.addEventListener("visibilitychange", () => document.hidden && this.sendDraft(), { signal });
    window.addEventListener("pagehide", () => this.leave(), { signal });
    const view = createEditor({
      parent: frame,
      attributes: { "aria-labelledby": this.label.id, "aria-describedby": help.id, tabindex: "0" },
      givenCode: () => this.data,
      onCheck: () => this.check(),
      onUpdate: (update) => this.updated(update),
      onLeave: () => this.say("Tab leaves the editor now."),
      // On its way to the button the draft can wait: the check, if one comes, carries it.
      onBlur: (event) => event.relatedTarget !== this.button && this.sendDraft(),
    });
    tellOfMore(view.scrollDOM, frame);
    return view;
  }

  get text() {
    return storable(this.view.state.doc.toString());
  }

  get tooLong() {
    return isTooLong(this.text);
  }

  get unsaved() {
    return this.serial !== this.data.saved;
  }

  /** New data from Python, and the functions that send to it. Called again for a new theme. @param {Mount} mount */
  receive({ data, setStateValue, setTriggerValue }) {
    this.send = { state: setStateValue, trigger: setTriggerValue };
    const before = this.data;
    const loads = this.adopt(data);
    if (!this.unsaved) this.origin = null;
    this.label.textContent = data.label;
    this.paint();
    if (this.checking && this.checking.id === data.answered && !this.checking.ending) {
      this.checking.ending = true;
      whenIdle(() => this.endCheck());
    }
    const marksChanged = JSON.stringify(data.marks) !== JSON.stringify(before.marks);
    if (this.checking === null && (marksChanged || (loads && data.marks_fit))) this.show(data.marks);
    if (this.unsaved && this.timer === undefined) this.queueDraft();
    this.render();
  }

  /** Take `data` over; load its text if Python has a new one. Returns whether it did. @param {EditorData} data */
  adopt(data) {
    const before = this.data;
    const otherSession = data.epoch !== this.epoch;
    // A session that does not have what was typed here gets it, rather than taking it away.
    const mine = otherSession && data.text !== this.text && (this.unsaved || !before.keeps);
    const loads = !mine && (otherSession || data.revision !== this.revision);
    this.data = data;
    this.epoch = data.epoch;
    this.revision = data.revision;
    if (mine) {
      this.serial = data.serial + 1;
      this.origin ??= before.origin;
    }
    if (!loads) return false;
    this.serial = data.serial;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (data.text !== this.text) this.load(data);
    return true;
  }

  /**
   * Put Python's text in the editor; the learner can undo it.
   * @param {EditorData} data
   * @param {Annotation<boolean>[]} annotations
   */
  load(data, ...annotations) {
    this.view.dispatch(replaceAll(this.view.state, data.text, data, fromPython, ...annotations));
  }

  /** Light or dark as the page is now. */
  paint() {
    this.root.classList.toggle("pw-editor-dark", isDark(this.root));
    this.root.style.setProperty("--pw-on-primary", inkOnPrimary(this.root));
  }

  /** @param {import("@codemirror/view").ViewUpdate} update */
  updated(update) {
    for (const transaction of update.transactions) {
      const refused = transaction.effects.find((effect) => effect.is(refusedEdit));
      if (transaction.docChanged) this.refused = null;
      if (refused) this.refuse(refused.value);
      else if (transaction.docChanged && !transaction.annotation(isFromPython)) {
        this.serial += 1;
        this.notice = "";
        this.queueDraft();
        this.render();
      }
    }
  }

  /** Say whose lines are whose, and offer a place for what the given ones do not let in. @param {Refused} refused */
  refuse(refused) {
    // What was pasted is worth more than the keys pressed after it.
    if (refused.pasted || !this.refused?.pasted) this.refused = refused;
    this.givenWords.textContent = `${ownLines(this.view.state)}; the others are given and stay as they are.`;
    this.render();
    this.say(`${this.givenWords.textContent}${this.freely.hidden ? "" : " Below you can choose to write it all yourself."}`);
  }

  /** Go on where nothing is given, with what was refused here. */
  writeFreely() {
    if (!this.refused || !this.send) return;
    this.send.trigger("free", { text: storable(this.refused.text) });
  }

  /** Put the cursor where the learner is to write first. */
  startAtBlank() {
    const selection = firstBlank(this.view.state);
    if (selection) this.view.dispatch({ selection });
  }

  queueDraft() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.sendDraft(), DRAFT_MS);
  }

  /** Send the text if Python does not have it. During a check it waits: a rerun would disturb the answer. */
  sendDraft(waits = this.checking !== null) {
    clearTimeout(this.timer);
    this.timer = undefined;
    const stamp = `${this.epoch} ${this.serial}`;
    if (!this.unsaved || this.sent === stamp || waits || this.tooLong || !this.send) return;
    this.sent = stamp;
    this.send.state("draft", this.message());
  }

  message() {
    const { text, serial, epoch, revision, origin } = this;
    return { text, serial, epoch, revision, origin };
  }

  check() {
    if (this.checking || this.data.busy || this.tooLong || !this.send) {
      this.render();
      return;
    }
    clearTimeout(this.timer);
    this.timer = undefined;
    this.notice = "";
    const message = this.message();
    // The same text sent again keeps its id, so that no attempt is recorded twice.
    const before = this.unanswered;
    const id = before?.text === message.text ? before.id : newId();
    const timer = window.setTimeout(() => this.giveUp(), ANSWER_MS);
    this.checking = { id, text: message.text, ending: false, timer };
    this.sent = `${this.epoch} ${this.serial}`;
    this.render();
    this.say(DOING[this.data.action]);
    this.send.trigger("check", { ...message, id });
  }

  endCheck() {
    if (!this.checking) return;
    clearTimeout(this.checking.timer);
    this.checking = null;
    this.unanswered = null;
    this.show(this.data.marks);
    this.resume();
  }

  giveUp() {
    this.unanswered = this.checking;
    this.checking = null;
    this.sent = undefined;
    this.tell(`No answer came. Press ${this.data.action} again.`);
    this.resume();
  }

  resume() {
    if (this.unsaved) this.queueDraft();
    this.render();
  }

  startOver() {
    this.view.dispatch(replaceAll(this.view.state, this.data.starter, this.data));
    this.startAtBlank();
    this.view.focus();
    this.tell(`Back to the start. ${isApple ? "⌘" : "Ctrl+"}Z undoes it.`);
  }

  /** @param {EditorData["marks"]} marks */
  show(marks) {
    this.view.dispatch(showMarks(this.view.state, marks));
    if (marks.length) this.say(marks.map((mark) => `Line ${mark.line}: ${mark.message}`).join(" "));
  }

  /** Show a notice for a while, and say it. @param {string} text */
  tell(text) {
    this.notice = text;
    clearTimeout(this.noticeTimer);
    this.noticeTimer = window.setTimeout(() => {
      this.notice = "";
      this.render();
    }, NOTICE_MS);
    this.say(text);
    this.render();
  }

  /** Say to a screen reader only. @param {string} text */
  say(text) {
    this.announcer.textContent = text;
  }

  render() {
    const busy = this.checking !== null || this.data.busy;
    this.button.setAttribute("aria-disabled", String(busy));
    this.status.textContent = this.statusText(busy);
    this.given.hidden = this.refused === null;
    this.freely.hidden = !this.data.free || this.refused === null || isTooLong(this.refused.text);
  }

  /** @param {boolean} busy */
  statusText(busy) {
    if (busy) return DOING[this.data.action];
    if (this.tooLong) return "Too long: the limit is 64 kB.";
    if (this.notice) return this.notice;
    if (!this.data.keeps) return "";
    if (this.unsaved) return "Unsaved changes";
    return this.serial > 0 ? "Saved" : "";
  }

  keep() {
    if (this.unsaved) keepUnsaved(this.data.key, { ...this.message(), origin: this.origin ?? this.data.origin });
  }

  /** The page or the editor goes away: send what there is, and keep a copy in case it does not arrive. */
  leave() {
    this.keep();
    this.sendDraft(false);
  }

  dispose() {
    this.keep();
    clearTimeout(this.timer);
    clearTimeout(this.noticeTimer);
    clearTimeout(this.checking?.timer);
    this.events.abort();
    this.view.destroy();
  }
}

/** @type {WeakMap<HTMLElement, CodeEditor>} */
const editors = new WeakMap();

/** Streamlit calls this at mount and for every new data or theme, on the same element. @param {Mount} component */
export default function codeEditor(component) {
  const { data, parentElement } = component;
  let editor = editors.get(parentElement);
  if (!editor) {
    editor = new CodeEditor(parentElement, data);
    editors.set(parentElement, editor);
  }
  editor.receive(component);
  // Streamlit also runs the clean-up of a call that a newer one overtook; the editor then stays.
  return () =>
    setTimeout(() => {
      if (parentElement.isConnected || editors.get(parentElement) !== editor) return;
      editors.delete(parentElement);
      editor.dispose();
    });
}
