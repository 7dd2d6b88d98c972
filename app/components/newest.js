// The value the learner chose last, kept beyond the element that showed it.

const newest = new Map(); // by revision: the value the learner chose last, and its number

/** The newer of Python's value and the one chosen here under the same revision.
 *
 *  Python does not repeat a value that came from here, so that unchanged pixels are not sent again. */
export function newestOf(revision, fromPython) {
  const ours = newest.get(revision);
  return ours && ours.changes > fromPython.changes ? ours : fromPython;
}

/** Remember what was chosen here. */
export function keepNewest(revision, chosen) {
  newest.set(revision, chosen);
}
