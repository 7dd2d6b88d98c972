"""From scores to a mask, one pixel at a time, in plain Python.

A segmentation network gives every pixel one score for each class. The class with the highest score
wins the pixel: that is all argmax does.
"""

from collections.abc import Sequence
from math import exp


def argmax(values: Sequence[float]) -> int:
    """The index of the largest value; of equal values the first one wins.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("There are no scores; give one for each class.")
    best = 0
    for index, value in enumerate(values):
        if value > values[best]:
            best = index
    return best


def class_map(scores: Sequence[Sequence[Sequence[float]]], class_names: Sequence[str]) -> list[list[str]]:
    """The winning class of every pixel.

    `scores[row][column]` holds one score for each class, in the order of `class_names`; the result
    is a list of rows of class names, as high and as wide as the picture.

    Raises:
        ValueError: a pixel does not have exactly one score for each class.
    """
    for row in scores:
        for pixel in row:
            if len(pixel) != len(class_names):
                raise ValueError(
                    f"A pixel has {len(pixel)} scores and {len(class_names)} classes; give one for each."
                )
    return [[class_names[argmax(pixel)] for pixel in row] for row in scores]


def softmax(logits: Sequence[float]) -> list[float]:
    """Turn any scores into shares that are positive and add up to 1. The winner stays the winner.

    The largest score is subtracted first. That changes no share, and keeps `exp` from overflowing.

    Raises:
        ValueError: there are no scores.
    """
    top = logits[argmax(logits)]
    powers = [exp(logit - top) for logit in logits]
    total = sum(powers)
    return [power / total for power in powers]
