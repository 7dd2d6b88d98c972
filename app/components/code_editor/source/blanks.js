// Blanks: each `___` stands for code to write. They are highlighted, and Tab goes from one to the next.

/** @import { EditorState } from "@codemirror/state" */
/** @import { DecorationSet, EditorView, ViewUpdate } from "@codemirror/view" */
/** @typedef {{ from: number, to: number }} Blank */

import { indentLess, indentMore } from "@codemirror/commands";
import { getIndentUnit } from "@codemirror/language";
import { EditorSelection } from "@codemirror/state";
import { Decoration, MatchDecorator, ViewPlugin } from "@codemirror/view";

import { lockedRanges } from "./locked.js";

const BLANK = /\b___\b/g;

const highlighter = new MatchDecorator({
  regexp: BLANK,
  decoration: Decoration.mark({ class: "pw-editor-blank" }),
});

/** Highlights the blanks. */
export const highlightBlanks = ViewPlugin.define(
  (view) => ({
    /** @type {DecorationSet} */
    decorations: highlighter.createDeco(view),
    /** @param {ViewUpdate} update */
    update(update) {
      this.decorations = highlighter.updateDeco(update, this.decorations);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);

/**
 * The blanks the learner can fill, in reading order.
 * @param {EditorState} state
 * @returns {Blank[]}
 */
function blanks(state) {
  const locked = lockedRanges(state);
  return Array.from(state.doc.toString().matchAll(BLANK), ({ index }) => ({ from: index, to: index + 3 })).filter(
    (blank) => !locked.some((range) => blank.from < range.to && blank.to > range.from),
  );
}

/**
 * The first blank as a selection; none where there is no blank.
 * @param {EditorState} state
 */
export function firstBlank(state) {
  const [first] = blanks(state);
  return first && EditorSelection.range(first.from, first.to);
}

/** @param {EditorView} view @param {Blank} blank */
function goTo(view, blank) {
  view.dispatch({ selection: EditorSelection.range(blank.from, blank.to), scrollIntoView: true });
  return true;
}

/**
 * Is the cursor where Tab is about indentation: before a line's text, or with several lines selected?
 * @param {EditorState} state
 */
function indents(state) {
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  return to > line.to || /^\s*$/.test(state.sliceDoc(line.from, from));
}

/**
 * Tab: to the next blank, going round; where there is none, or before a line's text, indent.
 * @param {EditorView} view
 */
export function nextBlankOrIndent(view) {
  const { state } = view;
  const { from, to, empty } = state.selection.main;
  const all = blanks(state);
  const onBlank = all.some((blank) => blank.from === from && blank.to === to);
  if (all.length && (onBlank || !indents(state))) {
    return goTo(view, all.find((blank) => blank.from >= to) ?? all[0]);
  }
  if (!empty || indents(state)) return indentMore(view);
  const unit = getIndentUnit(state);
  const column = from - state.doc.lineAt(from).from;
  const spaces = " ".repeat(unit - (column % unit));
  view.dispatch(state.update(state.replaceSelection(spaces), { scrollIntoView: true, userEvent: "input" }));
  return true;
}

/**
 * Shift-Tab: to the blank before, going round; where there is none, or before a line's text, dedent.
 * @param {EditorView} view
 */
export function previousBlankOrDedent(view) {
  const { state } = view;
  const { from, to } = state.selection.main;
  const all = blanks(state);
  const onBlank = all.some((blank) => blank.from === from && blank.to === to);
  if (all.length && (onBlank || !indents(state))) {
    return goTo(view, all.findLast((blank) => blank.to <= from) ?? all[all.length - 1]);
  }
  return indentLess(view);
}
