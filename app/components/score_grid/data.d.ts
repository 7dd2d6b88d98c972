// Written by `python -m tests.javascript write` from data.py.

import type { ClassData } from "../data.js";

/** What Python sends. Scores are whole tenths, by row, column and class; `selected` is (row, column). */
export interface GridData {
  height: number;
  width: number;
  classes: ClassData[];
  limit: number;
  probabilities: boolean;
  tenths: number[];
  selected: [number, number];
  revision: number;
  changes: number;
}

/** What the browser sends as `scored`. */
export interface GridMessage {
  revision: number;
  changes: number;
  tenths: number[];
  selected: [number, number];
}
