import assert from "node:assert/strict";
import { test } from "node:test";

import { HASTY, STUCK, alarms, cellOf, columnOf, shownAs, studentsOf, target } from "./standing.js";

/** @type {import("./standing.js").RawGrid} */
const GRID = {
  exercises: ["a", "b"],
  students: [
    ["m2", "Ada", false, [[0, 3, 0, 0, 0], [1, 1, 4, 1, 3]]],
    ["m1", "Ben", true, [[0, 2, 2, 0, 0]]],
    ["m3", "Cyd", false, [[0, 4, 0, 0, 0], [1, 1, 6, 0, 1]]],
    ["m4", "Dan", false, [[0, 1, 1, 0, 2], [1, 0, 0, 2, 0]]],
  ],
};

test("each cell has a sign of its own, and says the same in words", () => {
  /** @type {[import("./standing.js").RawCell, string, string, string][]} */
  const cases = [
    [[0, 0, 0, 0, 0], "none", "·", "not begun"],
    [[0, 0, 0, 1, 0], "none", "·", "not begun, 1 hint"],
    [[0, 1, 1, 0, 0], "trying", "○ 1", "1 try, not passed"],
    [[0, 1, 2, 3, 2], "hasty", "» 2", "in haste: 2 tries, not passed, 3 hints"],
    [[0, 1, 2, 3, 3], "stuck", "! 2", "stuck: 2 tries, not passed, 3 hints"],
    [[0, 2, 3, 0, 0], "passed", "✓ 4", "passed after 4 tries"],
    [[0, 3, 0, 0, 0], "first", "✓ 1", "passed at the first try"],
    [[0, 4, 2, 0, 0], "unaided", "★", "passed unaided"],
  ];
  for (const [raw, look, text, words] of cases) {
    const cell = cellOf(raw);
    assert.deepEqual([cell.look, cell.text, cell.words], [look, text, words]);
  }
  assert.equal(new Set(cases.slice(1).map(([, look]) => look)).size, 7);
});

test("a student has a cell for each exercise", () => {
  const [, ben] = studentsOf(GRID);
  assert.deepEqual([ben.name, ben.idle, ben.cells.map(({ text }) => text)], ["Ben", true, ["✓ 3", "·"]]);
});

test("a column counts who began, passed, and passed at the first try", () => {
  const students = studentsOf(GRID);
  assert.deepEqual(columnOf(students, 0), { begun: 4, passed: 3, first: 2 });
  assert.deepEqual(columnOf(students, 1), { begun: 2, passed: 0, first: 0 });
});

test("those who are stuck come with the most failures first", () => {
  const students = studentsOf(GRID);
  assert.deepEqual(alarms(students, STUCK).map(({ student }) => student.name), ["Cyd", "Ada"]);
  assert.deepEqual(alarms(students, HASTY).map(({ student }) => student.name), ["Ada", "Dan"]);
});

test("without names nothing tells who is who, not even the order", () => {
  const students = studentsOf(GRID);
  assert.equal(shownAs(students, true), students);
  const hidden = shownAs(students, false);
  assert.deepEqual(hidden.map(({ name }) => name), ["Student 1", "Student 2", "Student 3", "Student 4"]);
  assert.deepEqual(hidden.map(({ member }) => member), ["m1", "m2", "m3", "m4"]);
});

test("arrow keys stay inside", () => {
  assert.deepEqual(target("ArrowUp", 0, 0, 4, 2), [0, 0]);
  assert.deepEqual(target("ArrowDown", 0, 0, 4, 2), [1, 0]);
  assert.deepEqual(target("ArrowRight", 3, 1, 4, 2), [3, 1]);
  assert.deepEqual(target("End", 2, 0, 4, 2), [2, 1]);
  assert.deepEqual(target("PageDown", 2, 0, 4, 2), [3, 0]);
  assert.equal(target("a", 0, 0, 4, 2), null);
});
