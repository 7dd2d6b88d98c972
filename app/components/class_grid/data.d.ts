// Written by `python -m tests.javascript write` from data.py.

/** An exercise: its id and title, and the title of its lesson. */
export interface ColumnData {
  id: string;
  title: string;
  lesson: string;
}

/** Whose grid it is, and what all exercises that may be in it are called. */
export interface ClassGridData {
  classroom: string;
  exercises: ColumnData[];
}

/** What the browser sends as `opened`: a student's cell. `named` says whether names are shown; `turn` counts. */
export interface OpenedMessage {
  member: string;
  exercise: string;
  named: boolean;
  turn: number;
}
