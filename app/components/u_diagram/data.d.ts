// Written by `python -m tests.javascript write` from data.py.

/** One block of the U; see `Block`. */
export interface BlockData {
  name: string;
  title: string;
  channels: number;
  height: number;
  width: number;
  side: "input" | "down" | "bottom" | "up" | "output";
  level: number;
}

/** One skip connection; see `Skip`. */
export interface SkipData {
  name: string;
  level: number;
  states: string[];
}

/** What Python sends; `states` are the states of the skips, in order. */
export interface DiagramData {
  blocks: BlockData[];
  skips: SkipData[];
  label: string;
  block: string;
  states: string[];
  revision: number;
  changes: number;
}

/** What the browser sends as `chosen`. */
export interface DiagramMessage {
  revision: number;
  changes: number;
  block: string;
  states: string[];
}
