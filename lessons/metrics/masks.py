"""Checking masks, so that every metric refuses the same wrong input with the same words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Pair:
    """A checked prediction and truth of the same (height, width), as unsigned integers.

    A pixel that is ignored has the id `num_classes` in both: one above the last class, "nothing".
    """

    prediction: NDArray[np.unsignedinteger]
    truth: NDArray[np.unsignedinteger]
    num_classes: int


def as_mask(values: ArrayLike, name: str = "mask") -> NDArray[np.integer]:
    """`values` as an integer array (height, width).

    Raises:
        ValueError: the rows differ in length, the values are not whole numbers, or there are not
            exactly two dimensions. `name` is how the message calls the mask.
    """
    try:
        mask = np.asarray(values, order="C")  # row after row, as everything here reads it
    except ValueError as error:
        raise ValueError(f"The rows of the {name} differ in length; give every row as many ids.") from error
    if mask.ndim != 2:
        raise ValueError(f"The {name} has {mask.ndim} dimensions; a mask has two, height and width.")
    if mask.size == 0:
        return mask.astype(np.uint8)
    if mask.dtype.kind not in "biu":
        raise ValueError(
            f"The {name} holds {mask.dtype} values; a mask holds whole class ids, so convert it to integers."
        )
    return mask.astype(np.uint8) if mask.dtype.kind == "b" else mask


def check_same_shape(prediction: NDArray, truth: NDArray) -> None:
    """Raise `ValueError` unless the two masks have the same height and width."""
    if prediction.shape != truth.shape:
        sizes = [f"{height} × {width}" for height, width in (prediction.shape, truth.shape)]
        raise ValueError(
            f"The prediction is {sizes[0]} pixels (height × width) and the truth {sizes[1]}; "
            "give two masks of the same picture, of the same size."
        )


def check_pair(
    prediction: ArrayLike, truth: ArrayLike, num_classes: int, ignore_index: int | None = None
) -> Pair:
    """Check two masks (height, width) of class ids 0 to `num_classes - 1`.

    A pixel whose truth is `ignore_index` counts for nothing, whatever the prediction says there.
    The prediction has no such way out: `ignore_index` predicted where the truth has a class is an
    id out of range like any other, because dropping that pixel would reward not answering.

    Raises:
        ValueError: the shapes differ, or a mask holds floats or an id out of range.
    """
    if num_classes < 1:
        raise ValueError(f"There are {num_classes} classes; give at least 1.")
    predicted, labelled = as_mask(prediction, "prediction"), as_mask(truth, "truth")
    check_same_shape(predicted, labelled)
    ignored = None if ignore_index is None else labelled == ignore_index
    if ignored is not None and not ignored.any():
        ignored = None
    return Pair(
        prediction=_checked(predicted, "prediction", num_classes, ignored, ignore_index),
        truth=_checked(labelled, "truth", num_classes, ignored, ignore_index),
        num_classes=num_classes,
    )


def _checked(
    mask: NDArray[np.integer],
    name: str,
    num_classes: int,
    ignored: NDArray[np.bool_] | None,
    ignore_index: int | None,
) -> NDArray[np.unsignedinteger]:
    ids = mask
    if ignored is not None:
        ids = mask.copy()
        ids[ignored] = 0
    if ids.size and (ids.max() >= num_classes or ids.min() < 0):
        row, column = np.argwhere((ids < 0) | (ids >= num_classes))[0]
        where = f"at row {row}, column {column} (counted from 0)"
        if ids[row, column] == ignore_index:
            raise ValueError(
                f"The {name} has the ignored id {ignore_index} {where}, where the truth has a class; "
                "give a class to every pixel that counts."
            )
        raise ValueError(
            f"The {name} has id {ids[row, column]} {where}; "
            f"give ids from 0 to {num_classes - 1}, or more than {num_classes} classes."
        )
    # The smallest type that holds every id and "nothing": fewer bytes to read is what makes counting fast.
    ids = ids.astype(np.min_scalar_type(num_classes), copy=False)
    if ignored is not None:
        ids[ignored] = num_classes
    return ids
