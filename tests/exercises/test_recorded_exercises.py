"""The recorded predictions are what the shipped networks say, and show what their exercises ask about."""

import json
from typing import Any

import numpy as np
import pytest

from exercises._engine.catalogue import catalogue, variant
from lessons.metrics.overlap import iou
from lessons.models.weights import load
from lessons.scenes import HELD_OUT_SEEDS, street_scene
from lessons.unet.recording import exercises

EXERCISES = catalogue()


def recorded(name: str) -> list[dict[str, Any]]:
    return json.loads((EXERCISES[name].folder / "predictions.json").read_text(encoding="utf-8"))


def cells(rows: list[str]) -> np.ndarray:
    return np.array([[int(cell) for cell in row] for row in rows])


@pytest.mark.parametrize(("name", "side"), [("which_skip_was_cut", 32), ("paint_no_skips", 24)])
def test_there_are_windows_enough_from_held_out_scenes(name: str, side: int):
    windows = recorded(name)
    assert len({window["seed"] for window in windows}) == len(windows) >= 6
    for window in windows:
        assert window["seed"] in HELD_OUT_SEEDS
        masks = [cells(value) for value in window.values() if isinstance(value, list)]
        assert {mask.shape for mask in masks} == {(side, side)}


def test_the_shipped_networks_still_say_it():
    unet, no_skips = load("unet"), load("unet_no_skips")
    finders = {
        "which_skip_was_cut": lambda scene: exercises.cut_skips(unet, scene),
        "paint_no_skips": lambda scene: exercises.painted_without_skips(unet, no_skips, scene),
    }
    for name, found in finders.items():
        for window in recorded(name)[:2]:
            _, anew = max(found(street_scene(window["seed"])), key=lambda each: each[0])
            for key in set(window) - {"seed", "name", "bar"}:
                # Other processors round a few logits the other way.
                assert (cells(window[key]) == cells(anew[key])).mean() > 0.99, (name, key)


def test_each_cut_spoils_what_the_exercise_says_it_spoils():
    exercise, answers = EXERCISES["which_skip_was_cut"], set()
    for seed in range(40):
        task = variant(exercise, seed)
        before, after = (picture.mask for picture in task.pictures)
        edges, inner = exercise.cases.changes(before, after)
        assert (edges, inner) == pytest.approx(exercises.changes(np.array(before), np.array(after)))
        answers.add(task.answer)
        signs = (inner < 0.05, inner > 0.25 and edges < 0.4, inner > 0.3 and edges > 0.6)
        assert [answer for answer, sign in enumerate(signs) if sign] == [task.answer]
    assert answers == {0, 1, 2}


def test_copying_either_mask_does_not_reach_the_bar_and_rounding_off_does():
    for window in recorded("paint_no_skips"):
        label = exercises.CLASS_NAMES.index(window["name"])
        truth, blob = cells(window["truth"]), cells(window["no_skips"])
        of_unet = (cells(window["unet"]) == label).astype(int)
        assert max(iou(truth, blob, 1), iou(of_unet, blob, 1)) < window["bar"]
        assert iou(exercises.rounded_off(truth), blob, 1) >= window["bar"] >= 0.5
