"""Scoring a mask pair of Cityscapes' size beside a bare `numpy.bincount` confusion matrix.

By processor time, which is the clock's on a machine without other work: all three run on one thread.
"""

import numpy as np
from numpy.typing import NDArray

from lessons.metrics.confusion import confusion_matrix
from lessons.metrics.score import score_masks
from tests.bench.rows import Row, processor_seconds

_HEIGHT, _WIDTH, _CLASSES, _RUNS = 1024, 2048, 19, 15


def street_like(seed: int) -> NDArray[np.uint8]:
    """A mask of large smooth regions, as a labelled street has them: nearest of some seeded points."""
    rng = np.random.default_rng(seed)
    rough = rng.integers(0, _CLASSES, (_HEIGHT // 64, _WIDTH // 64), dtype=np.uint8)
    return np.kron(rough, np.ones((64, 64), np.uint8))


def shifted(mask: NDArray[np.uint8], pixels: int) -> NDArray[np.uint8]:
    """A prediction that is right inside and wrong along the edges."""
    return np.roll(mask, (pixels, -pixels), axis=(0, 1))


def rows() -> list[Row]:
    """The whole score and the confusion matrix alone, each against the bare bincount, paired in turn."""
    truth = street_like(0)
    prediction = shifted(truth, 3)
    bare, confusion, whole = [], [], []
    for _ in range(_RUNS):
        seconds, expected = processor_seconds(lambda: _bare(prediction, truth))
        bare.append(seconds)
        seconds, counted = processor_seconds(lambda: confusion_matrix(prediction, truth, _CLASSES))
        confusion.append(seconds)
        whole.append(processor_seconds(lambda: score_masks(prediction, truth, _CLASSES))[0])
        if not (counted == expected).all():
            raise RuntimeError("the confusion matrix differs from the bare bincount")
    floor = min(bare)
    return [
        Row("bare numpy.bincount, 2048 × 1024, 19 classes, minimum", floor * 1000, "ms", "processor time"),
        Row("confusion matrix / bare bincount, minima", min(confusion) / floor, "×", "same run", bar=1.5),
        Row(
            "whole score with boundary IoU / bare bincount, minima",
            min(whole) / floor,
            "×",
            "same run",
            bar=1.5,
        ),
    ]


def _bare(prediction: NDArray[np.uint8], truth: NDArray[np.uint8]) -> NDArray[np.int64]:
    index = _CLASSES * truth.astype(np.int64).ravel() + prediction.ravel()
    return np.bincount(index, minlength=_CLASSES**2).reshape(_CLASSES, _CLASSES)
