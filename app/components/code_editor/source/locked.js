// Locked regions: lines of given code that stay as they are, however much is typed around them.

/** @import { Annotation, ChangeDesc, EditorState as State, Extension, TransactionSpec } from "@codemirror/state" */
/** @typedef {{ from: number, to: number, atStart: boolean, atEnd: boolean }} LockedRange */
/** @typedef {{ starter: string, locked: [number, number][] }} GivenCode `locked` are 1-based inclusive line ranges of the starter */

import { invertedEffects, isolateHistory } from "@codemirror/commands";
import { EditorState, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutterLineClass } from "@codemirror/view";

/** @type {(ranges: LockedRange[], changes: ChangeDesc) => LockedRange[]} */
const mapRanges = (ranges, changes) =>
  ranges.map((range) => ({ ...range, from: changes.mapPos(range.from, 1), to: changes.mapPos(range.to, -1) }));

/**
 * Sets the locked character ranges of the new document, as `locate` gives them.
 * @type {import("@codemirror/state").StateEffectType<LockedRange[]>}
 */
const setLocks = StateEffect.define({ map: mapRanges });

/** @typedef {{ text: string, pasted: boolean }} Refused what the learner wanted instead, and whether it was pasted */

/**
 * Announces that an edit was refused because it would have changed given code.
 * @type {import("@codemirror/state").StateEffectType<Refused>}
 */
export const refusedEdit = StateEffect.define();

/**
 * Split the starter into its locked and its editable regions, in order.
 * @param {string[]} starterLines
 * @param {GivenCode["locked"]} locked
 */
function regionsOf(starterLines, locked) {
  const isLocked = starterLines.map((_, index) =>
    locked.some(([first, last]) => first <= index + 1 && index + 1 <= last),
  );
  /** @type {{ locked: boolean, lines: string[] }[]} */
  const regions = [];
  starterLines.forEach((line, index) => {
    const current = regions.at(-1);
    if (current?.locked === isLocked[index]) current.lines.push(line);
    else regions.push({ locked: isLocked[index], lines: [line] });
  });
  return regions;
}

/** @type {(lines: string[], at: number, wanted: string[]) => boolean} */
const linesAre = (lines, at, wanted) => wanted.every((line, offset) => lines[at + offset] === line);

/**
 * Where the given code stands in `text`: character ranges, or `null` if it is not all there.
 *
 * Locked regions must appear word for word and in order, with at least one line between two of
 * them; what the starter locks at its start or its end must stand at the start or the end. A range
 * takes in the line breaks on both its sides, so the lines it parts cannot be joined.
 * @param {string} text
 * @param {string} starter
 * @param {GivenCode["locked"]} locked
 * @returns {LockedRange[] | null}
 */
export function locate(text, starter, locked) {
  const lines = text.split("\n");
  const regions = regionsOf(starter.split("\n"), locked);
  /** @type {[number, number][]} the first and the last line of each */
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
  for (const [at, content] of lines.entries()) starts.push(starts[at] + content.length + 1);
  return blocks.map(([first, last]) => ({
    atStart: first === 0,
    atEnd: last === lines.length - 1,
    from: first === 0 ? 0 : starts[first] - 1,
    to: last === lines.length - 1 ? text.length : starts[last + 1],
  }));
}

/**
 * Which lines are the learner's, in words, such as "Lines 4 and 6 to 8 are yours".
 * @param {State} state
 */
export function ownLines(state) {
  const given = lockedLines(state, lockedRanges(state));
  /** @type {[first: number, last: number][]} */
  const runs = [];
  for (let number = 1; number <= state.doc.lines; number += 1) {
    if (given.includes(number)) continue;
    const run = runs.at(-1);
    if (run?.[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  const words = runs.map(([first, last]) => (first === last ? String(first) : `${first} to ${last}`));
  const list = words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join("");
  return /^\d+$/.test(list) ? `Line ${list} is yours` : `Lines ${list} are yours`;
}

/**
 * What an edit would have made of the text; a whole function that was pasted stands for itself.
 * @param {import("@codemirror/state").Transaction} transaction
 * @returns {Refused}
 */
function wanted(transaction) {
  const pasted = transaction.isUserEvent("input.paste");
  /** @type {string[]} */
  const inserted = [];
  transaction.changes.iterChanges((_from, _to, _at, _end, text) => inserted.push(text.toString()));
  const whole = pasted && inserted.some((text) => /^\s*def\s/m.test(text));
  return { text: whole ? inserted.join("\n") : transaction.newDoc.toString(), pasted };
}

const lockedLine = Decoration.line({ class: "pw-editor-locked" });
const lockedGutter = new (class extends GutterMarker {
  elementClass = "pw-editor-locked";
})();

/** The numbers of the lines in these ranges. @param {State} state @param {LockedRange[]} ranges */
function lockedLines(state, ranges) {
  return ranges.flatMap(({ from, to, atStart, atEnd }) => {
    const first = state.doc.lineAt(atStart ? from : from + 1).number;
    const last = state.doc.lineAt(atEnd ? to : to - 1).number;
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}

/**
 * The locked ranges with the marks that show them.
 * @param {State} state
 * @param {LockedRange[]} ranges
 */
function withMarks(state, ranges) {
  const lineStarts = lockedLines(state, ranges).map((number) => state.doc.line(number).from);
  return {
    ranges,
    lines: Decoration.set(lineStarts.map((start) => lockedLine.range(start))),
    gutter: RangeSet.of(lineStarts.map((start) => lockedGutter.range(start))),
  };
}

const locks = StateField.define({
  create: (state) => withMarks(state, []),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setLocks)) return withMarks(transaction.state, effect.value);
    }
    if (!transaction.docChanged) return value;
    return withMarks(transaction.state, mapRanges(value.ranges, transaction.changes));
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.lines),
    gutterLineClass.from(field, (value) => value.gutter),
  ],
});

/**
 * Would a change of `from..to` alter given code, or put anything before or after it?
 * @param {LockedRange} range
 * @param {number} from
 * @param {number} to
 * @param {number} length of the document
 */
function touches(range, from, to, length) {
  if (from < range.to && to > range.from) return true;
  return from === to && ((range.atStart && from === 0) || (range.atEnd && from === length));
}

/**
 * The locked ranges now, as `locate` gives them.
 * @param {State} state
 */
export const lockedRanges = (state) => state.field(locks).ranges;

/**
 * Loads `text` in one undoable step, its given code locked if it is all there.
 * @param {State} state
 * @param {string} text
 * @param {GivenCode} givenCode
 * @param {Annotation<unknown>[]} annotations
 * @returns {TransactionSpec}
 */
export function replaceAll(state, text, givenCode, ...annotations) {
  return {
    changes: { from: 0, to: state.doc.length, insert: text },
    effects: setLocks.of(locate(text, givenCode.starter, givenCode.locked) ?? []),
    annotations: [isolateHistory.of("full"), ...annotations],
  };
}

/**
 * The extension. `givenCode()` returns the given code as it is now. A change that would touch
 * given code is refused whole, unless the given code stands in the result as well (a learner pastes
 * the whole function); undo follows the locks.
 * @param {() => GivenCode} givenCode
 * @returns {Extension}
 */
export function lockGivenCode(givenCode) {
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
      const { starter, locked } = givenCode();
      const moved = locate(transaction.newDoc.toString(), starter, locked);
      if (!moved) return { effects: refusedEdit.of(wanted(transaction)) };
      return [transaction, { effects: setLocks.of(moved), sequential: true }];
    }),
  ];
}
