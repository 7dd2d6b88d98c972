"""What a classifier of whole images says of the same scores: one name for all the pixels together.

It first averages each class's scores over the picture (global average pooling: Lin et al., 2014,
"Network in Network"), then takes one argmax. The average forgets where anything was.
"""

from collections.abc import Sequence

from lessons.argmax.pixelwise_argmax import argmax


def mean_scores(scores: Sequence[Sequence[Sequence[float]]]) -> list[float]:
    """The mean of each class's scores over all pixels.

    `scores[row][column]` holds one score for each class; the result holds one number for each class.

    Raises:
        ValueError: the picture has no pixel, or its pixels differ in their number of scores.
    """
    pixels = [pixel for row in scores for pixel in row]
    if not pixels:
        raise ValueError("The picture has no pixel; give at least one.")
    return [sum(of_class) / len(pixels) for of_class in zip(*pixels, strict=True)]


def image_class(scores: Sequence[Sequence[Sequence[float]]], class_names: Sequence[str]) -> str:
    """The one class name for the whole picture. Errors as `mean_scores`."""
    return class_names[argmax(mean_scores(scores))]
