// Written by `python -m tests.javascript write` from data.py.

/** The visit that answers, another one after a reload; and the page that it shows. */
export interface PlaceData {
  visit: string;
  page: string;
}

/** A line that opens and closes what stands below it, and whether it was open. */
export interface LineData {
  key: string;
  open: boolean;
}

/** What the browser sends as `left`: the lines of the page as an earlier visit left them. */
export interface PlaceMessage {
  visit: string;
  lines: LineData[];
}
