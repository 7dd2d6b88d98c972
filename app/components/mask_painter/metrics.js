// The metrics of two masks, fast enough to recompute in every frame while a pointer moves.
// Pure functions on typed arrays: tests run them outside a browser, against the Python ones.

/**
 * 1 where a cell lies on the boundary of its class's region: one of its 8 neighbours has another
 * class, or it touches the image border (what lies outside counts as another class).
 * @param {Uint8Array} mask
 * @param {number} height
 * @param {number} width
 */
export function boundaryCells(mask, height, width) {
  const flags = new Uint8Array(mask.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const own = mask[at];
      flags[at] =
        row === 0 || column === 0 || row === height - 1 || column === width - 1 ||
        mask[at - width - 1] !== own || mask[at - width] !== own || mask[at - width + 1] !== own ||
        mask[at - 1] !== own || mask[at + 1] !== own ||
        mask[at + width - 1] !== own || mask[at + width] !== own || mask[at + width + 1] !== own
          ? 1 : 0;
    }
  }
  return flags;
}

// A ratio with nothing underneath is undefined. `null` says so and survives JSON; NaN would not.
/** @type {(part: number, whole: number) => number | null} */
const ratio = (part, whole) => (whole === 0 ? null : part / whole);

/** @param {(number | null)[]} values */
function mean(values) {
  const defined = values.filter((value) => value !== null);
  return ratio(defined.reduce((sum, value) => sum + value, 0), defined.length);
}

/**
 * The number of cells that are not of class 0.
 * @param {Uint8Array} mask
 */
export function paintedCells(mask) {
  let painted = 0;
  for (const id of mask) if (id !== 0) painted++;
  return painted;
}

/**
 * Every metric of a prediction against a truth. Per-class values are arrays by class id, with
 * `null` for a class that is in neither mask; mIoU is the mean over the others.
 * @param {Uint8Array} prediction
 * @param {Uint8Array} truth
 * @param {number} height
 * @param {number} width
 * @param {number} classCount
 */
export function scores(prediction, truth, height, width, classCount) {
  const predicted = new Uint32Array(classCount);
  const actual = new Uint32Array(classCount);
  const both = new Uint32Array(classCount);
  const predictedEdge = new Uint32Array(classCount);
  const actualEdge = new Uint32Array(classCount);
  const bothEdge = new Uint32Array(classCount);
  const onPredicted = boundaryCells(prediction, height, width);
  const onActual = boundaryCells(truth, height, width);
  let correct = 0;
  for (let at = 0; at < prediction.length; at++) {
    const guess = prediction[at];
    const answer = truth[at];
    predicted[guess]++;
    actual[answer]++;
    predictedEdge[guess] += onPredicted[at];
    actualEdge[answer] += onActual[at];
    if (guess === answer) {
      correct++;
      both[guess]++;
      bothEdge[guess] += onPredicted[at] & onActual[at];
    }
  }
  const perClass = (/** @type {(id: number) => number | null} */ one) => Array.from({ length: classCount }, (_, id) => one(id));
  const iou = perClass((id) => ratio(both[id], predicted[id] + actual[id] - both[id]));
  return {
    pixel_accuracy: ratio(correct, prediction.length),
    painted_cells: paintedCells(prediction),
    miou: mean(iou),
    iou,
    dice: perClass((id) => ratio(2 * both[id], predicted[id] + actual[id])),
    boundary_iou: perClass((id) =>
      ratio(bothEdge[id], predictedEdge[id] + actualEdge[id] - bothEdge[id])),
  };
}
