// What a pixel's scores say. Scores are whole tenths, so that a tie is exact. Pure functions.

/**
 * The first of the largest scores: where several classes tie, the first one wins.
 * @param {ArrayLike<number>} tenths
 */
export function argmax(tenths) {
  let best = 0;
  for (let id = 1; id < tenths.length; id++) if (tenths[id] > tenths[best]) best = id;
  return best;
}

/**
 * The classes that share the largest score; more than one is a tie.
 * @param {ArrayLike<number>} tenths
 */
export function leaders(tenths) {
  const largest = tenths[argmax(tenths)];
  return Array.from(tenths, (_, id) => id).filter((id) => tenths[id] === largest);
}

/**
 * softmax(z)_c = exp(z_c) / Σ exp(z_k), shifted by the largest score so that nothing overflows.
 * @param {ArrayLike<number>} tenths
 */
export function softmax(tenths) {
  const largest = tenths[argmax(tenths)];
  const powers = Array.from(tenths, (value) => Math.exp((value - largest) / 10));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/**
 * "−1.2", with the minus sign that is as wide as a digit.
 * @param {number} tenths
 */
export function formatScore(tenths) {
  return (tenths / 10).toFixed(1).replace("-", "−");
}
