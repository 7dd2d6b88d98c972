// Written by `python -m tests.javascript write` from data.py.

/** A box (left, top, right, bottom) in pixels of the picture, and the name of what is in it. */
export interface BoxData {
  sides: [number, number, number, number];
  name: string;
}

/** A name on the mask, its middle at the centre of the pixel (row, column). */
export interface NameData {
  row: number;
  column: number;
  name: string;
}

/** The three answers for one picture; `captions` has a sentence for each. `mask` is the address of the coloured mask, `outline` the path of an SVG along its edges. */
export interface AnswerData {
  label: string;
  boxes: BoxData[];
  mask: string;
  outline: string;
  names: NameData[];
  captions: [string, string, string];
}

/** One picture; `picture` is the address of its pixels. Its answer is null if it has to be fetched. */
export interface PanelData {
  title: string;
  picture: string;
  height: number;
  width: number;
  answer: AnswerData | null;
}

/** The pictures, and where the browser fetches the answers that are missing: an address relative to the app. */
export interface WaysData {
  panels: PanelData[];
  address: string;
  label: string;
}

/** What that address answers: the missing answers, in the order of their pictures. */
export interface WaysAnswer {
  answers: AnswerData[];
}
