"""What a run is saved as: every step of its curve, its pictures in the course's colours, weights that load."""

import csv
import dataclasses
import math
from io import BytesIO, StringIO

import numpy as np
import pytest
import safetensors.torch
import torch
from PIL import Image

from lessons.training.lab.export import class_colours, curve_csv, predictions_png, weights_file
from lessons.training.lab.look import Look
from lessons.training.lab.pictures import sample_pictures
from lessons.training.lab.run import Run
from lessons.training.lab.settings import Settings, build

SETTINGS = Settings(data="scenes64", network="tiny_unet", batch=1, pictures=2)


@pytest.fixture(scope="module")
def run() -> tuple[tuple[Look, ...], list[float]]:
    torch.set_num_threads(1)
    training = Run(SETTINGS)
    looks, losses = [training.look()], []
    for steps in (1, 3):
        losses += [training.advance() for _ in range(steps)]
        looks.append(training.look())
    return tuple(looks), losses


def test_the_csv_has_every_step_once(run: tuple[tuple[Look, ...], list[float]]):
    looks, losses = run
    rows = list(csv.DictReader(StringIO(curve_csv(SETTINGS, looks))))
    assert [row["step"] for row in rows] == ["0", "1", "2", "3", "4"]
    assert rows[0]["loss"] == "" and [float(row["loss"]) for row in rows[1:]] == pytest.approx(
        losses, abs=1e-6
    )
    assert [bool(row["mIoU"]) for row in rows] == [True, True, False, False, True]
    assert float(rows[4]["mIoU"]) == pytest.approx(looks[-1].miou, abs=1e-6)
    for name, iou in zip(SETTINGS.class_names, looks[-1].per_class_iou, strict=True):
        cell = rows[4][f"IoU {name}"]
        assert cell == "" if math.isnan(iou) else float(cell) == pytest.approx(iou, abs=1e-6)


def test_what_is_no_number_is_an_empty_cell(run: tuple[tuple[Look, ...], list[float]]):
    broken = dataclasses.replace(run[0][1], losses=(math.nan,), miou=math.inf)
    (row,) = csv.DictReader(StringIO(curve_csv(SETTINGS, (broken,))))
    assert row["loss"] == row["mIoU"] == "" and row["step"] == "1"


def test_the_png_shows_pictures_truth_and_predictions(run: tuple[tuple[Look, ...], list[float]]):
    look = run[0][-1]
    with Image.open(BytesIO(predictions_png(SETTINGS, look))) as file:
        assert file.format == "PNG"
        pixels = np.asarray(file)
    assert pixels.shape == (3 * 64 + 2 * 4, 4 * 64 + 3 * 4, 3)
    pictures, colours = sample_pictures("scenes64"), class_colours(SETTINGS.class_names)
    for place in range(4):
        left = place * 68
        column = pixels[:, left : left + 64]
        assert np.array_equal(column[:64], pictures.images[place])
        assert np.array_equal(column[68:132], colours[pictures.masks[place]])
        assert np.array_equal(column[136:], colours[look.predictions[place]])


def test_the_weights_are_those_nearest_and_load(run: tuple[tuple[Look, ...], list[float]]):
    first, second, last = run[0]
    looks = (first, dataclasses.replace(second, weights=None), last)
    assert [weights_file(looks, step)[0] for step in (0, 1, 3, 9)] == [0, 0, 4, 4]
    step, content = weights_file(looks, 4)
    assert step == 4 and content == last.weights
    build(SETTINGS).load_state_dict(safetensors.torch.load(content))
    with pytest.raises(ValueError, match="no weights yet; wait"):
        weights_file((), 0)
