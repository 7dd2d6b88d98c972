"""What a run can be saved as: its curve as CSV, its predictions as one PNG, its weights as safetensors."""

import csv
import math
from collections.abc import Sequence
from io import BytesIO, StringIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor

from lessons.palette import styles_for
from lessons.training.lab.look import Look
from lessons.training.lab.pictures import sample_pictures
from lessons.training.lab.settings import Settings

_GAP = 4
"""Pixels between two pictures."""


def curve_csv(settings: Settings, looks: Sequence[Look]) -> str:
    """One line a step: its loss, and the scores where the network was looked at after it.

    Columns: step, loss, seconds, mIoU, pixel accuracy, boundary IoU, and the IoU of each class. What was
    not measured, or is no number, is empty.
    """
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    names = [f"IoU {name}" for name in settings.class_names]
    table.writerow(["step", "loss", "seconds", "mIoU", "pixel accuracy", "boundary IoU", *names])
    for look in looks:
        *before, last = look.losses or (math.nan,)
        first = look.step - len(before)
        table.writerows([first + place, _cell(loss)] for place, loss in enumerate(before))
        scores = (look.miou, look.pixel_accuracy, look.boundary_iou, *look.per_class_iou)
        table.writerow([look.step, _cell(last), round(look.seconds, 3), *map(_cell, scores)])
    return text.getvalue()


def predictions_png(settings: Settings, look: Look) -> bytes:
    """The pictures that are shown, below each its truth and its prediction in the course's colours, as one PNG."""
    pictures = sample_pictures(settings.data)
    colours = class_colours(settings.class_names)
    rows = (pictures.images, colours[pictures.masks], colours[look.predictions])
    edges = ((0, 0), (0, _GAP), (0, _GAP), (0, 0))
    bands = [np.concatenate(list(np.pad(row, edges, constant_values=255)), axis=1) for row in rows]
    whole = np.concatenate(bands)[:-_GAP, :-_GAP]
    file = BytesIO()
    Image.fromarray(whole).save(file, "PNG")
    return file.getvalue()


def class_colours(class_names: Sequence[str]) -> NDArray[np.uint8]:
    """The colour of each class, uint8 (classes, 3), RGB."""
    return np.array([ImageColor.getrgb(style.colour) for style in styles_for(class_names)], np.uint8)


def weights_file(looks: Sequence[Look], step: int) -> tuple[int, bytes]:
    """The step nearest to `step` whose weights are still stored, and those as a safetensors file.

    Raises:
        ValueError: no look has weights yet.
    """
    stored = [(look.step, look.weights) for look in looks if look.weights]
    if not stored:
        raise ValueError("There are no weights yet; wait for the first picture, then save again.")
    return min(stored, key=lambda each: abs(each[0] - step))


def _cell(value: float) -> float | str:
    return round(value, 6) if math.isfinite(value) else ""
