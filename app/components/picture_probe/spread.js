// Labels that would lie over each other, moved apart. No elements in here.

/** @typedef {{ x: number, y: number }} Place */
/** @typedef {{ x: number, y: number, width: number, height: number }} Label its middle and its size */

const WAYS = Array.from({ length: 16 }, (_, at) => (at * Math.PI) / 8);

/**
 * Where the middles of these labels go: each to the place nearest to its own that no label before it covers. One
 * without such a place stays. All stay in the picture.
 * @param {Label[]} labels
 * @param {{ width: number, height: number }} picture
 * @returns {Place[]}
 */
export function spread(labels, picture) {
  const farthest = Math.hypot(picture.width, picture.height);
  /** @type {Place[]} */
  const places = [];
  for (const label of labels) {
    const free = (/** @type {Place} */ { x, y }) => places.every((other, at) =>
      Math.abs(x - other.x) >= (label.width + labels[at].width) / 2
      || Math.abs(y - other.y) >= (label.height + labels[at].height) / 2);
    const own = inside(label, label, picture);
    let place = own;
    for (let far = label.height / 4; !free(place) && far < farthest; far += label.height / 4) {
      place = WAYS.map((way) => inside({ x: own.x + far * Math.cos(way), y: own.y + far * Math.sin(way) }, label, picture))
        .find(free) ?? place;
    }
    places.push(place);
  }
  return places;
}

/**
 * @param {Place} place
 * @param {Label} label
 * @param {{ width: number, height: number }} picture
 */
function inside({ x, y }, { width, height }, picture) {
  return {
    x: Math.min(Math.max(x, width / 2), picture.width - width / 2),
    y: Math.min(Math.max(y, height / 2), picture.height - height / 2),
  };
}
