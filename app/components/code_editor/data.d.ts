// Written by `python -m tests.javascript write` from data.py.

/** An error to point at; line and column count from 1, without a column the whole line is meant. */
export interface MarkData {
  line: number;
  column: number | null;
  message: string;
}

/** From what a text was made: from a stored one of this revision, in the visit `writer`. */
export interface OriginData {
  writer: string;
  revision: number;
}

/** What Python sends; see `_Memory` for the counters, `code_editor` for the rest. */
export interface EditorData {
  key: string;
  text: string;
  epoch: string;
  revision: number;
  serial: number;
  saved: number;
  keeps: boolean;
  origin: OriginData | null;
  starter: string;
  locked: [number, number][];
  marks: MarkData[];
  marks_fit: boolean;
  answered: string | null;
  label: string;
  busy: boolean;
  action: "Check" | "Run";
  free: boolean;
}

/** What the browser sends as `draft`; `origin` is an earlier visit's, if the text was typed there. */
export interface DraftMessage {
  text: string;
  serial: number;
  epoch: string;
  revision: number;
  origin?: OriginData | null;
}

/** What the browser sends as `check`; `id` is a UUID made for this one check. */
export interface CheckMessage {
  text: string;
  serial: number;
  epoch: string;
  revision: number;
  origin?: OriginData | null;
  id: string;
}

/** What the browser sends as `free`: a text that the given lines did not let in, to go on with elsewhere. */
export interface FreeMessage {
  text: string;
}
