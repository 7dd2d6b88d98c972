// Written by `python -m tests.javascript write` from data.py.

/** How one class is drawn and what it is called; its id is its place in the list. */
export interface ClassData {
  name: string;
  letter: string;
  pattern: string;
  colour: string;
  ink: string;
}

/** A section: its name in the address, its title, how much of it is done, and whether it is off the path. */
export interface StepData {
  name: string;
  title: string;
  state: "done" | "begun" | "open" | "none";
  deeper: boolean;
}

/** The steps of the lesson that is open, its slug, and whether the visit reads with the book open. */
export interface MapData {
  slug: string;
  steps: StepData[];
  openBook: boolean;
}
