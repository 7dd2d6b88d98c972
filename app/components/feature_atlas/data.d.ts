// Written by `python -m tests.javascript write` from data.py.

/** What is shown: the shape (channels, height, width); the values of level 0 and 255 and the extremes of each channel; a pixel (row, column) to mark; and the digest of the levels. */
export interface AtlasContent {
  shape: [number, number, number];
  ranges: [number, number, number, number][];
  label: string;
  highlighted: [number, number] | null;
  pixels: string;
}

/** What Python sends in front of the ramp (256 colours) and the levels, a byte each. */
export interface AtlasHeader {
  shape: [number, number, number];
  ranges: [number, number, number, number][];
  label: string;
  highlighted: [number, number] | null;
  pixels: string;
  channel: number | null;
  revision: number;
  changes: number;
}

/** What the browser sends as `selected`. */
export interface AtlasMessage {
  revision: number;
  changes: number;
  channel: number | null;
}
