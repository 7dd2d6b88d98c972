// Written by `python -m tests.javascript write` from data.py.

/** The visit that answers, another one after a reload; the page that it shows, and the part that is asked for. A part is `section-NAME` or `exercise-ID`, or empty. */
export interface PlaceData {
  visit: string;
  page: string;
  part: string;
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
