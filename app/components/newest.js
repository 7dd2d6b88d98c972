// The value the learner chose last, remembered beyond the element that showed it.

/** @typedef {{ changes: number }} Numbered what carries the number of the learner's newest change */

/** @type {Map<number, Numbered>} by revision: the value the learner chose last */
const newest = new Map();

/**
 * The newer of Python's value and the one chosen here under the same revision, which has the same fields.
 *
 * Python does not repeat a value that came from here, so that unchanged pixels are not sent again.
 * @template {Numbered} Value
 * @param {number} revision
 * @param {Value} fromPython
 * @returns {Value}
 */
export function newestOf(revision, fromPython) {
  const ours = /** @type {Value | undefined} */ (newest.get(revision));
  return ours && ours.changes > fromPython.changes ? ours : fromPython;
}

/**
 * Remember what was chosen here.
 * @template {Numbered} Value
 * @param {number} revision
 * @param {Value} chosen
 */
export function keepNewest(revision, chosen) {
  newest.set(revision, chosen);
}
