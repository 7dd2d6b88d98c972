// Written by `python -m tests.javascript write` from data.py.

/** How one class is drawn and what it is called; its id is its place in the list. */
export interface ClassData {
  name: string;
  letter: string;
  pattern: string;
  colour: string;
  ink: string;
}
