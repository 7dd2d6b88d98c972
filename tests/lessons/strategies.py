"""Random masks for the tests of the metrics."""

import hypothesis.strategies as st
import numpy as np
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

Mask = NDArray[np.integer]

PREDICTION = [[0, 0, 1, 1], [0, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 0]]
TRUTH = [[0, 1, 1, 1], [0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 0]]


@st.composite
def mask_pairs(
    draw: st.DrawFn, classes: int = 4, ignore: int | None = None, smallest: int = 1
) -> tuple[Mask, Mask]:
    """A prediction and a truth of the same shape; with `ignore` the truth may hold that id too."""
    shape = draw(array_shapes(min_dims=2, max_dims=2, min_side=smallest, max_side=12))
    dtype = draw(st.sampled_from([np.uint8, np.int16, np.uint16, np.int64]))
    ids = st.integers(0, classes - 1)
    prediction = draw(arrays(dtype, shape, elements=ids))
    truth = draw(arrays(dtype, shape, elements=ids if ignore is None else st.one_of(ids, st.just(ignore))))
    return prediction, truth


def blobs(seed: int, height: int, width: int, classes: int, noise: float = 0.0) -> tuple[Mask, Mask]:
    """A smooth street-like pair: classes in blobs, the prediction's outlines off by a little.

    Scores on a coarse grid are stretched to full size, blurred and put through an argmax.
    """
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(classes, height // 32 + 2, width // 32 + 2))
    others = scores + 0.3 * rng.normal(size=scores.shape)
    prediction, truth = (_grown(grid, height, width) for grid in (others, scores))
    wrong = rng.random(truth.shape) < noise
    return np.where(wrong, rng.integers(0, classes, truth.shape), prediction).astype(np.uint8), truth


def _grown(grid: NDArray[np.float64], height: int, width: int) -> Mask:
    rows, columns = (
        np.linspace(0, grid.shape[1] - 1.001, height),
        np.linspace(0, grid.shape[2] - 1.001, width),
    )
    top, left = rows.astype(int), columns.astype(int)
    down, right = (rows - top)[:, None], (columns - left)[None, :]
    best, mask = np.full((height, width), -np.inf), np.zeros((height, width), np.uint8)
    for label, plane in enumerate(grid):
        score = (
            plane[np.ix_(top, left)] * (1 - down) * (1 - right)
            + plane[np.ix_(top, left + 1)] * (1 - down) * right
            + plane[np.ix_(top + 1, left)] * down * (1 - right)
            + plane[np.ix_(top + 1, left + 1)] * down * right
        )
        mask[score > best] = label
        best = np.maximum(best, score)
    return mask
