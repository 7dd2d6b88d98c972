// Written by `python -m tests.javascript write` from data.py.

/** A part of a page that is sent when the learner comes near it. `here` says that it was sent to a learner who was elsewhere; then it is only told when they come. `height` is about how many pixels it will take, `patience` the seconds that the page has to be quiet until it is sent to a learner who is elsewhere, and `turn` another number after a wish that was not granted. */
export interface InViewData {
  name: string;
  here: boolean;
  height: number;
  patience: number;
  turn: number;
}
