// Written by `python -m tests.javascript write` from data.py.

/** What stands beside one candidate's mask. */
export interface CandidateData {
  title: string;
  caption: string;
}

/** The candidates, which of them is the best, and the attention: its rows, its columns, pixels a square. */
export interface AnswerData {
  candidates: CandidateData[];
  best: number;
  attention: [number, number, number] | null;
}

/** What Python sends in front of the picture (where it is `sent`), a bit per pixel of each mask, the attention. The prompts are `given` while they are those that the page began with. */
export interface CanvasHeader {
  shape: [number, number];
  label: string;
  picture: string;
  sent: boolean;
  revision: number;
  changes: number;
  clicks: [number, number, boolean][];
  box: [number, number, number, number] | null;
  given: boolean;
  chosen: number | null;
  most: number;
  ahead: string | null;
  answer: AnswerData | null;
}

/** What the browser sends as `pointed`; `holds` is the digest of the picture it holds, or empty. */
export interface CanvasMessage {
  revision: number;
  changes: number;
  clicks: [number, number, boolean][];
  box: [number, number, number, number] | null;
  chosen: number | null;
  holds: string;
}

/** What stands in front of the masks and the attention where they are fetched ahead of the rerun. */
export interface CanvasAnswer {
  answer: AnswerData;
}
