"""What the text and the questions say in numbers is what the code computes."""

import re
from pathlib import Path

import numpy as np

import lessons.metrics
from lessons.flavours.components import connected_components
from lessons.metrics import examples
from lessons.metrics.confusion import pixel_accuracy
from lessons.metrics.overlap import iou
from lessons.questions import questions

TEXT = (Path(lessons.metrics.__file__).parent / "text.md").read_text(encoding="utf-8")
PIECES = re.split(r"^<!-- part: ([a-z0-9-]+) -->$", TEXT, flags=re.MULTILINE)
PARTS = {name: " ".join(body.split()) for name, body in zip(PIECES[1::2], PIECES[2::2], strict=True)}
ASKED = questions("metrics")
CAR, PERSON = 1, 2


def test_the_two_masks_of_the_question():
    prediction, truth = np.array(examples.PREDICTION), np.array(examples.TRUTH)
    assert prediction.shape == (4, 4) and (prediction == CAR).sum() == (truth == CAR).sum() == 7
    agree = (prediction == truth).sum()
    assert f"agree on {agree} of the 16 pixels, a share of {agree / 16:g}" in ASKED["overlap"].text
    assert ((prediction != CAR) & (truth != CAR)).sum() == 8 and ASKED["overlap"].answer == "Below"
    assert iou(examples.PREDICTION, examples.TRUTH, CAR) < agree / 16


def test_the_trap_misses_two_pedestrians_and_has_more_than_95_percent():
    pedestrians = connected_components((np.array(examples.TRAP_TRUTH) == PERSON).astype(int))
    assert pedestrians.max() == 2 and "The truth holds two pedestrians" in PARTS["trap-touch"]
    assert pixel_accuracy(examples.TRAP_PREDICTION, examples.TRAP_TRUTH) > 0.95
    assert iou(examples.TRAP_PREDICTION, examples.TRAP_TRUTH, PERSON) == 0


def test_the_second_picture_holds_no_car_and_neither_a_person():
    car, person = (examples.SCORES_CLASSES.index(name) for name in ("car", "person"))
    truths = np.array(examples.SCORES_TRUTH), np.array(examples.SECOND_TRUTH)
    assert (truths[0] == car).any() and not (truths[1] == car).any()
    assert (np.array(examples.SECOND_PREDICTION) == car).sum() == 1
    assert not any((truth == person).any() for truth in truths)


def test_both_edges_miss_nine_pixels():
    for mask in (examples.LOST_CORNER, examples.FRAYED):
        assert (np.array(mask) != np.array(examples.SQUARE)).sum() == 9
    assert "miss nine pixels" in PARTS["boundary-touch"]


def test_what_a_pixel_of_error_costs():
    for side, told in ((10, "31 %"), (100, "4 %")):
        grown = np.zeros((side + 4, side + 4), int)
        square = grown.copy()
        grown[1:-1, 1:-1], square[2:-2, 2:-2] = 1, 1
        assert f"{100 * (1 - iou(grown.tolist(), square.tolist(), 1)):.0f} %" == told
        assert re.search(rf"{side} × {side} square.*?{told}", PARTS["questions"])
