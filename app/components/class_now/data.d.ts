// Written by `python -m tests.javascript write` from data.py.

/** What Python sends: the class, what it is called, and where the browser asks what goes on and sends an answer. The addresses are relative to the app's root. */
export interface NowData {
  classroom: string;
  name: string;
  now: string;
  answer: string;
}

/** A section that the instructor points at: what it is called, and its path below the app's root. */
export interface SectionNow {
  title: string;
  path: string;
}

/** A question to all. `chosen` is -1 where nothing was chosen; while it is open `right` is -1 and `counts` empty. The question and its options are HTML that the server made: they are shown as they are. */
export interface PollNow {
  id: string;
  question: string;
  options: string[];
  chosen: number;
  counts: number[];
  right: number;
}

/** What the instructor answered to a raised hand. */
export interface AnswerNow {
  id: string;
  title: string;
  path: string;
  answer: string;
}

/** What goes on in the class, for one student. `clock` and `timer_ends` are milliseconds since 1970 by the server. `timer_ends` is 0 where no timer runs. */
export interface Now {
  clock: number;
  look_here: boolean;
  message: string;
  section: SectionNow | null;
  timer_ends: number;
  poll: PollNow | null;
  answers: AnswerNow[];
}

/** What the browser sends as `quieted`: the student wants to see none of this. */
export interface NowMessage {
  quiet: boolean;
}
