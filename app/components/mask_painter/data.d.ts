// Written by `python -m tests.javascript write` from data.py.

import type { ClassData } from "../data.js";

/** The values of readouts; per class a list by class id. None where a value is undefined. */
export interface ReadoutValues {
  iou?: (number | null)[];
  dice?: (number | null)[];
  boundary_iou?: (number | null)[];
  pixel_accuracy?: number | null;
  miou?: number | null;
  painted_cells?: number;
}

/** Python's own readouts of the masks after so many of the learner's changes. */
export interface ServerValues {
  changes: number;
  values: ReadoutValues;
}

/** What Python sends. A mask is text: a digit for each cell, rows joined by "/"; a picture is base64. */
export interface PainterData {
  height: number;
  width: number;
  classes: ClassData[];
  label: string;
  picture: string | null;
  show: "beside" | "overlay";
  paint_truth: boolean;
  readouts: ("iou" | "dice" | "boundary_iou" | "pixel_accuracy" | "miou" | "painted_cells")[];
  prediction: string;
  truth: string | null;
  revision: number;
  changes: number;
  authoritative: ServerValues;
}

/** What the browser sends as `painted`, after each stroke. */
export interface PainterMessage {
  revision: number;
  changes: number;
  prediction: string;
  truth: string | null;
}
