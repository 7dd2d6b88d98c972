// Written by `python -m tests.javascript write` from data.py.

/** What stands in place of the output, and whether it is the learner who lifts it. */
export interface VeilData {
  sentence: string;
  locked: boolean;
}

/** What Python sends in front of the output after each stamp, float64, and the counts after each, a byte. For each stamp: its input cell, where it begins in the output, its numbers, and a sentence. `cut` is how many cells that stamps reach lie before and after the output; `most` is the largest count. */
export interface PlayerHeader {
  given: number[][];
  kernel: number[][];
  output: number[];
  most: number;
  cells: number[][];
  firsts: number[][];
  patches: number[][][];
  sentences: string[];
  dilation: number;
  cut: number[][];
  setting: string;
  summary: string;
  veil: VeilData | null;
  label: string;
  largest: number;
  revision: number;
  changes: number;
}

/** What the browser sends as `edited`: all numbers, row by row. */
export interface PlayerMessage {
  revision: number;
  changes: number;
  given: number[];
  kernel: number[];
}
