// What the grid of a class says, worked out from what the server sends.

/** @typedef {[column: number, stand: number, failures: number, hints: number, alarm: number]} RawCell */
/** @typedef {[member: string, name: string, idle: boolean, cells: RawCell[]]} RawStudent */
/** @typedef {{ exercises: string[], students: RawStudent[] }} RawGrid what `app/live/views.py` sends */

export const NOT_BEGUN = 0, TRYING = 1, PASSED = 2, FIRST_TRY = 3, UNAIDED = 4;
export const STUCK = 1, HASTY = 2;

/**
 * @typedef {object} Cell
 * @property {"none" | "trying" | "passed" | "first" | "unaided" | "stuck" | "hasty"} look
 * @property {string} text what stands in the cell: a sign, and how many tries
 * @property {string} words the same for those who hear it
 * @property {number} stand
 * @property {number} failures
 * @property {number} alarm
 */

/** @type {Cell} */
const EMPTY = { look: "none", text: "·", words: "not begun", stand: NOT_BEGUN, failures: 0, alarm: 0 };

/** @param {number} count @param {string} word */
export const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

/** @param {number} count */
const tries = (count) => `${count} ${count === 1 ? "try" : "tries"}`;

/** @param {RawCell} raw @returns {Cell} */
export function cellOf([, stand, failures, hints, alarm]) {
  const cell = { stand, failures, alarm };
  const hinted = hints ? `, ${counted(hints, "hint")}` : "";
  if (stand === UNAIDED) return { ...cell, look: "unaided", text: "★", words: `passed unaided${hinted}` };
  if (stand === FIRST_TRY) return { ...cell, look: "first", text: "✓ 1", words: `passed at the first try${hinted}` };
  if (stand === PASSED) {
    return { ...cell, look: "passed", text: `✓ ${failures + 1}`, words: `passed after ${tries(failures + 1)}${hinted}` };
  }
  const tried = `${tries(failures)}, not passed${hinted}`;
  if (alarm & STUCK) return { ...cell, look: "stuck", text: `! ${failures}`, words: `stuck: ${tried}` };
  if (alarm & HASTY) return { ...cell, look: "hasty", text: `» ${failures}`, words: `in haste: ${tried}` };
  if (stand === TRYING) return { ...cell, look: "trying", text: `○ ${failures}`, words: tried };
  return hints ? { ...EMPTY, words: `not begun${hinted}` } : EMPTY;
}

/**
 * @typedef {object} Student
 * @property {string} member
 * @property {string} name
 * @property {boolean} idle
 * @property {Cell[]} cells one for each exercise
 */

/** @param {RawGrid} raw @returns {Student[]} */
export function studentsOf({ exercises, students }) {
  return students.map(([member, name, idle, raw]) => {
    /** @type {Cell[]} */
    const cells = new Array(exercises.length).fill(EMPTY);
    for (const each of raw) cells[each[0]] = cellOf(each);
    return { member, name, idle, cells };
  });
}

/**
 * How a class did at the exercise in this column: how many began it, passed it, and passed it at the first try.
 * @param {Student[]} students
 * @param {number} column
 */
export function columnOf(students, column) {
  let begun = 0, passed = 0, first = 0;
  for (const { cells } of students) {
    const { stand, failures } = cells[column];
    if (stand !== NOT_BEGUN) begun++;
    if (stand >= PASSED) passed++;
    if (stand >= PASSED && failures === 0) first++;
  }
  return { begun, passed, first };
}

/**
 * The cells with this alarm, those with most failures first.
 * @param {Student[]} students
 * @param {number} alarm
 */
export function alarms(students, alarm) {
  return students
    .flatMap((student) => student.cells.map((cell, column) => ({ student, column, cell })))
    .filter(({ cell }) => cell.alarm & alarm)
    .sort((one, other) => other.cell.failures - one.cell.failures);
}

/**
 * The students as they are shown: by name or, where names are hidden, in an order that says nothing.
 * @param {Student[]} students
 * @param {boolean} named
 */
export function shownAs(students, named) {
  if (named) return students;
  return [...students].sort((one, other) => (one.member < other.member ? -1 : 1))
    .map((student, at) => ({ ...student, name: `Student ${at + 1}` }));
}

/**
 * Where an arrow key leads from a cell; null for another key.
 * @param {string} key
 * @param {number} row
 * @param {number} column
 * @param {number} rows
 * @param {number} columns
 * @returns {[row: number, column: number] | null}
 */
export function target(key, row, column, rows, columns) {
  const to = {
    ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
    Home: [row, 0], End: [row, columns - 1], PageUp: [row - 10, column], PageDown: [row + 10, column],
  }[key];
  if (!to) return null;
  return [Math.max(0, Math.min(rows - 1, to[0])), Math.max(0, Math.min(columns - 1, to[1]))];
}
