// Written by `python -m tests.javascript write` from data.py.

/** One picture; `marks` are (row, column, text), `pixels` is the digest of its bytes. */
export interface PictureData {
  title: string;
  caption: string;
  outline: string;
  marks: [number, number, string][];
  pixels: string;
}

/** Texts for each picture; `which` is the digest of the bytes that say which of them hold where. */
export interface WordsData {
  words: string[][];
  which: string;
}

/** The classes of the logits; `logits` is the digest of their bytes. */
export interface ScoresData {
  names: string[];
  colours: string[];
  logits: string;
}

/** What is shown; `shape` is (height, width), `ahead` an address and the picture that it brings. `tells` is whether Python wants to hear of the pixel. */
export interface ProbeContent {
  shape: [number, number];
  pictures: PictureData[];
  box: [number, number, number, number] | null;
  said: WordsData | null;
  scores: ScoresData | null;
  ahead: [string, number] | null;
  label: string;
  tells: boolean;
}

/** What Python sends in front of the parts, each of which is (digest, length); of length 0 it is left out. */
export interface ProbeHeader {
  shape: [number, number];
  pictures: PictureData[];
  box: [number, number, number, number] | null;
  said: WordsData | null;
  scores: ScoresData | null;
  ahead: [string, number] | null;
  label: string;
  tells: boolean;
  parts: [string, number][];
  row: number;
  column: number;
  revision: number;
  changes: number;
}

/** What the browser sends as `probed`: the pixel, the digests it holds, or that it lacks some. */
export interface ProbeMessage {
  revision: number;
  changes: number;
  row: number;
  column: number;
  has?: string[];
  lacks?: boolean;
}

/** What stands in front of one picture that is fetched ahead of the rerun: its digest, and the box. */
export interface ProbeAnswer {
  pixels: string;
  box: [number, number, number, number] | null;
}
