// Locked regions: lines of given code that stay as they are, however much is typed around them.

import { invertedEffects, isolateHistory } from "@codemirror/commands";
import { EditorState, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutterLineClass } from "@codemirror/view";

/** Sets the locked character ranges of the new document, as `locate` gives them. */
const setLocks = StateEffect.define({
  map: (ranges, changes) => ranges.map((range) => mapRange(range, changes)),
});

/** Announces that an edit was refused because it would have changed given code. */
export const refusedEdit = StateEffect.define();

/**
 * Split the starter into its locked and its editable regions, in order.
 * `locked` holds 1-based inclusive line ranges.
 */
function regionsOf(starterLines, locked) {
  const isLocked = starterLines.map((_, index) =>
    locked.some(([first, last]) => first <= index + 1 && index + 1 <= last),
  );
  const regions = [];
  starterLines.forEach((line, index) => {
    const current = regions.at(-1);
    if (current?.locked === isLocked[index]) current.lines.push(line);
    else regions.push({ locked: isLocked[index], lines: [line] });
  });
  return regions;
}

const linesAre = (lines, at, wanted) => wanted.every((line, offset) => lines[at + offset] === line);

/**
 * Where the given code stands in `text`: character ranges, or `null` if it is not all there.
 *
 * Locked regions must appear word for word and in order, with at least one line between two of
 * them; what the starter locks at its start or its end must stand at the start or the end. A range
 * takes in the line breaks on both its sides, so the lines it parts cannot be joined.
 */
export function locate(text, starter, locked) {
  const lines = text.split("\n");
  const regions = regionsOf(starter.split("\n"), locked);
  const blocks = [];
  let line = 0;
  for (const [index, region] of regions.entries()) {
    const isLast = index === regions.length - 1;
    if (!region.locked) {
      line += 1;
      if (isLast && line > lines.length) return null;
      continue;
    }
    const size = region.lines.length;
    const lastStart = lines.length - size;
    let start = isLast && index > 0 ? Math.max(line, lastStart) : line;
    const searches = index > 0 && !isLast;
    while (searches && start <= lastStart && !linesAre(lines, start, region.lines)) start += 1;
    if (start > lastStart || !linesAre(lines, start, region.lines)) return null;
    line = start + size;
    if (isLast && line !== lines.length) return null;
    blocks.push([start, line - 1]);
  }
  const starts = [0];
  for (const content of lines) starts.push(starts.at(-1) + content.length + 1);
  return blocks.map(([first, last]) => ({
    atStart: first === 0,
    atEnd: last === lines.length - 1,
    from: first === 0 ? 0 : starts[first] - 1,
    to: last === lines.length - 1 ? text.length : starts[last + 1],
  }));
}

const mapRange = (range, changes) => ({
  ...range,
  from: changes.mapPos(range.from, 1),
  to: changes.mapPos(range.to, -1),
});

const lockedLine = Decoration.line({ class: "pw-editor-locked" });
const lockedGutter = new (class extends GutterMarker {
  elementClass = "pw-editor-locked";
})();

/** The locked ranges with the marks that show them. */
function shown(state, ranges) {
  const lineStarts = [];
  for (const { from, to, atStart, atEnd } of ranges) {
    const first = state.doc.lineAt(atStart ? from : from + 1).number;
    const last = state.doc.lineAt(atEnd ? to : to - 1).number;
    for (let number = first; number <= last; number += 1) lineStarts.push(state.doc.line(number).from);
  }
  return {
    ranges,
    lines: Decoration.set(lineStarts.map((start) => lockedLine.range(start))),
    gutter: RangeSet.of(lineStarts.map((start) => lockedGutter.range(start))),
  };
}

const locks = StateField.define({
  create: (state) => shown(state, []),
  update(value, transaction) {
    const replacement = transaction.effects.find((effect) => effect.is(setLocks));
    if (replacement) return shown(transaction.state, replacement.value);
    if (!transaction.docChanged) return value;
    return shown(
      transaction.state,
      value.ranges.map((range) => mapRange(range, transaction.changes)),
    );
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.lines),
    gutterLineClass.from(field, (value) => value.gutter),
  ],
});

/** Would a change of `from..to` alter given code, or put anything before or after it? */
function touches(range, from, to, length) {
  if (from < range.to && to > range.from) return true;
  return from === to && ((range.atStart && from === 0) || (range.atEnd && from === length));
}

/** The locked ranges now, as `locate` gives them. */
export const lockedRanges = (state) => state.field(locks).ranges;

/** Loads `text` in one undoable step, its given code locked if it is all there. */
export function replaceAll(state, text, given, ...annotations) {
  return {
    changes: { from: 0, to: state.doc.length, insert: text },
    effects: setLocks.of(locate(text, given.starter, given.locked) ?? []),
    annotations: [isolateHistory.of("full"), ...annotations],
  };
}

/**
 * The extension. `given()` returns `{starter, locked}` as they are now. A change that would touch
 * given code is refused whole, unless the given code stands in the result as well (a learner pastes
 * the whole function); undo follows the locks.
 */
export function lockGivenCode(given) {
  return [
    locks,
    invertedEffects.of((transaction) =>
      transaction.effects.some((effect) => effect.is(setLocks))
        ? [setLocks.of(lockedRanges(transaction.startState))]
        : [],
    ),
    EditorState.transactionFilter.of((transaction) => {
      const ranges = lockedRanges(transaction.startState);
      if (!transaction.docChanged || !ranges.length) return transaction;
      if (transaction.effects.some((effect) => effect.is(setLocks))) return transaction;
      const length = transaction.startState.doc.length;
      let touched = false;
      transaction.changes.iterChanges((from, to) => {
        touched ||= ranges.some((range) => touches(range, from, to, length));
      });
      if (!touched) return transaction;
      const { starter, locked } = given();
      const moved = locate(transaction.newDoc.toString(), starter, locked);
      if (!moved) return { effects: refusedEdit.of(null) };
      return [transaction, { effects: setLocks.of(moved), sequential: true }];
    }),
  ];
}
