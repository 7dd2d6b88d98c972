"""What the text and the questions say in numbers is what the code computes, or what was recorded."""

import re
from functools import partial
from math import log
from pathlib import Path

import numpy as np
import pytest
import torch

import lessons.training
from lessons.models import model
from lessons.models.device import as_input
from lessons.questions import questions
from lessons.scenes import CLASS_NAMES, street_scene
from lessons.training import tumour
from lessons.training.headlines import HEADLINES, RATES, TUMOUR_LOSSES
from lessons.training.lab.clinic_trials import TRIALS
from lessons.training.loss_pictures import gradient_picture, pull_shares
from lessons.training.losses import cross_entropy
from lessons.training.optimisers import MEMORY

TEXT = (Path(lessons.training.__file__).parent / "text.md").read_text(encoding="utf-8")
PIECES = re.split(r"^<!-- part: ([a-z0-9-]+) -->$", TEXT, flags=re.MULTILINE)
PARTS = {name: " ".join(body.split()) for name, body in zip(PIECES[1::2], PIECES[2::2], strict=True)}
ASKED = questions("training")


def test_the_average_is_of_the_last_twenty_steps_or_so():
    assert pytest.approx(20) == 1 / (1 - MEMORY) and "the last twenty steps or so" in PARTS["step"]


def test_the_bugs_and_the_loss_with_eight_classes_at_the_start():
    assert len(TRIALS) == 8 and "eight bugs" in PARTS["intro"]
    assert f"about {log(len(CLASS_NAMES)):.2f}, the logarithm of 8" in PARTS["clinic-flat-loss"]


def test_the_questions_name_the_settings_that_were_recorded():
    looks = HEADLINES["collapse"].looks
    assert looks[2] == 30 and "After 30 steps" in ASKED["collapse"].text
    spots = {run.data for run in HEADLINES["collapse"].runs}
    assert {"spots20", "spots1"} <= spots and "20 % of the pixels" in ASKED["collapse"].text
    assert f"six learning rates from {RATES[0]:g} to {RATES[-1]:g}" in ASKED["rate"].text and len(RATES) == 6
    assert f"after {HEADLINES['rate'].runs[0].steps} steps" in ASKED["rate"].text
    ratios = np.diff(np.log10(RATES))
    assert np.allclose(10**ratios, 3, atol=0.4) and "about three times the one before" in ASKED["rate"].text
    assert 300 <= RATES[-1] / RATES[0] < 350 and "a factor of 300" in " ".join(ASKED["rate"].reasons.values())
    assert {run.pictures for run in HEADLINES["four"].runs} == {4, 512} and "from 512" in ASKED["four"].text
    assert HEADLINES["tumour"].looks[-1] == 10 * HEADLINES["collapse"].looks[-1]
    assert "Ten times as long" in PARTS["experiment-tumour"]


def test_persons_have_a_hundredth_of_the_first_street_and_of_its_pull():
    street, person = street_scene(0), CLASS_NAMES.index("person")
    assert "one pixel in a hundred of Street 1" in ASKED["pull"].text
    assert (street.mask == person).mean() == pytest.approx(0.01, abs=0.002)
    truth = torch.from_numpy(street.mask.astype(np.int64))[None]
    with torch.no_grad():
        logits = model("tiny_unet").build(len(CLASS_NAMES)).eval()(as_input(street.image[None]))
    gradient = gradient_picture(partial(cross_entropy, weights=None), logits, truth)
    assert pull_shares(gradient, truth)[person] == pytest.approx(0.01, abs=0.003)
    assert ASKED["pull"].answer == "About one hundredth"


def test_the_loss_to_start_with_and_dice_had_the_highest_iou_in_the_longest_trainings():
    assert "it and Dice alone had the highest IoU" in PARTS["questions"]
    worst = {loss: min(each.iou for each in tumour.outcomes(*loss)) for loss in TUMOUR_LOSSES}
    best = {loss: max(each.iou for each in tumour.outcomes(*loss)) for loss in TUMOUR_LOSSES}
    ahead = {("ce_dice", "none"), ("dice", "none")}
    assert min(worst[loss] for loss in ahead) > max(best[loss] for loss in TUMOUR_LOSSES if loss not in ahead)
