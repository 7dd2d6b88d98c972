// Error marks: a mark in the gutter, an underline and a message. Editing a line clears its mark.

/** @import { Diagnostic } from "@codemirror/lint" */
/** @import { EditorState as State } from "@codemirror/state" */
/** @import { MarkData } from "../data.js" */

import { forEachDiagnostic, lintGutter, lintKeymap, setDiagnostics, setDiagnosticsEffect } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { keymap } from "@codemirror/view";

/**
 * One mark as CodeMirror's diagnostic.
 * @param {State} state
 * @param {MarkData} mark
 * @returns {Diagnostic}
 */
function diagnostic(state, { line: number, column, message }) {
  const line = state.doc.line(Math.min(Math.max(number, 1), state.doc.lines));
  /** @type {Pick<Diagnostic, "severity" | "message">} */
  const base = { severity: "error", message };
  if (column !== null && column <= line.length) {
    const from = line.from + Math.max(column, 1) - 1;
    const word = state.wordAt(from);
    return { ...base, from, to: word && word.from <= from && word.to > from ? word.to : from + 1 };
  }
  const indent = line.text.length - line.text.trimStart().length;
  return { ...base, from: line.from + (indent < line.length ? indent : 0), to: line.to };
}

/**
 * The transaction that shows these marks and no others.
 * @param {State} state
 * @param {MarkData[]} marks
 */
export function showMarks(state, marks) {
  const diagnostics = marks.map((mark) => diagnostic(state, mark));
  return setDiagnostics(state, diagnostics.sort((a, b) => a.from - b.from));
}

/** Takes the marks off the lines that a transaction edits. */
const clearOnEdit = EditorState.transactionExtender.of((transaction) => {
  if (!transaction.docChanged || transaction.effects.some((effect) => effect.is(setDiagnosticsEffect))) return null;
  const before = transaction.startState.doc;
  /** @type {[from: number, to: number][]} */
  const edited = [];
  transaction.changes.iterChangedRanges((from, to) => edited.push([before.lineAt(from).from, before.lineAt(to).to]));
  /** @type {Diagnostic[]} */
  const others = [];
  let cleared = false;
  forEachDiagnostic(transaction.startState, (mark, from, to) => {
    if (edited.some(([start, end]) => from <= end && to >= start)) cleared = true;
    else {
      const at = transaction.changes.mapPos(from, 1);
      others.push({ ...mark, from: at, to: Math.max(at, transaction.changes.mapPos(to, -1)) });
    }
  });
  return cleared ? { effects: setDiagnosticsEffect.of(others) } : null;
});

/** The extension; F8 goes to the next mark and shows its message. */
export const errorMarks = [
  lintGutter(),
  clearOnEdit,
  keymap.of(lintKeymap.filter((binding) => binding.key === "F8")),
];
