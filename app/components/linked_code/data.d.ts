// Written by `python -m tests.javascript write` from data.py.

/** One row of the table; `made` and `used` are line numbers counted from 1. */
export interface RowData {
  name: string;
  cells: string[];
  made: number[];
  used: number[];
}

/** Lines as pieces (text, what it is), and the table beside them. */
export interface LinkedCodeData {
  key: string;
  label: string;
  lines: [string, string][][];
  columns: string[];
  rows: RowData[];
}
