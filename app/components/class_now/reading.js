// How the bar of a class says time and shares.

/**
 * A time that is left, as a clock shows it: minutes and seconds, hours where there are any. Parts of a second count up.
 * @param {number} milliseconds
 */
export function clockText(milliseconds) {
  const whole = Math.ceil(milliseconds / 1000);
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/**
 * What part of all each count is, from 0 to 1.
 * @param {number[]} counts
 */
export function shares(counts) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (all ? count / all : 0));
}
