"""Counts of overlapping stamps in the plane: two counts along the sides, multiplied."""

import random
from dataclasses import replace

import numpy as np

from exercises._engine.variants import Variant
from lessons.upsampling.transposed import Setting, overlap_counts


def draw(rng: random.Random) -> Variant:
    while True:
        size, stride = rng.randint(3, 6), rng.choice((1, 2, 2, 3))
        kernel = rng.randint(stride + 1, 6)
        setting = Setting(kernel, stride, rng.randint(0, (kernel - 1) // 2))
        counts = overlap_counts((size,), setting)
        row, column = rng.sample(range(len(counts)), 2)
        variant = _variant(size, setting, row, column)
        values = [variant.answer, *(value for value, _ in variant.mistakes)]
        # Each wrong way must give a number of its own, and one stamp alone needs no counting.
        if len(set(values)) == len(values) and min(counts[row], counts[column]) < max(
            counts[row], counts[column]
        ):
            return variant


def _variant(size: int, setting: Setting, row: int, column: int) -> Variant:
    along = overlap_counts((size,), setting)
    down, across = int(along[row]), int(along[column])
    answer = int(np.outer(along, along)[row, column])
    wrong = [
        (down, "You counted along the rows only. A stamp also has columns."),
        (across, "You counted along the columns only. A stamp also has rows."),
        (
            down + across,
            "You added the two counts. Each stamp that fits in the rows meets each that fits in the columns.",
        ),
    ]
    # A cell that only one stamp reaches along one side is reached by as many as along the other.
    wrong = [each for each in wrong if each[0] != answer]
    if setting.padding:
        uncut = overlap_counts((size,), replace(setting, padding=0))
        wrong.append(
            (
                int(uncut[row] * uncut[column]),
                f"You left out the padding: {setting.padding} cells are cut off before the row and the column "
                "are counted.",
            )
        )
    wrong.append(
        (
            setting.kernel_size**2,
            "Those are the weights of one stamp. How many different stamps land on this one cell?",
        )
    )
    return Variant(
        fields={
            "size": size,
            "kernel": setting.kernel_size,
            "stride": setting.stride,
            "padding": setting.padding,
            "row": row,
            "column": column,
        },
        answer=answer,
        worked=f"Along the rows {down} of {size} stamps reach the cell, along the columns {across} of {size}.",
        mistakes=tuple(wrong),
    )
