"""The records are those of the code that makes them, and a training says again what they say."""

import numpy as np
import pytest

from lessons.training.lab.settings import from_query, to_query
from lessons.training.recorded import STREETS
from lessons.unet.recording import poles, skips
from lessons.unet.trials import BASE, pole_trials, skip_trials


def test_every_training_is_there_once_with_each_seed():
    streets, found = skip_trials(), pole_trials()
    assert (streets.steps, streets.pictures) == (BASE.steps, len(STREETS))
    assert [(each.levels, each.skips, each.upsampling, each.seed) for each in streets.trials] == [
        (*kind, seed) for seed in skips.SEEDS for kind in skips.KINDS
    ]
    assert (found.steps, found.pictures, found.side) == (poles.STEPS, poles.HELD_OUT, poles.SIDE)
    assert len(found.trials) == len(poles.SEEDS) * len(poles.POOLINGS) * 2
    for kind in skips.KINDS:
        assert len(streets.boundary_ious(*kind)) == len(skips.SEEDS)


def test_what_the_lesson_concludes_is_in_the_records():
    found, streets = pole_trials(), skip_trials()
    assert min(found.ious(1, skips=False)) > 0.95 > 0.5 > max(found.ious(4, skips=False))
    assert min(each.iou for each in found.trials if each.skips) > 0.99
    gains = [streets.gains(levels) for levels in (2, 3, 5)]
    assert min(min(each) for each in gains) > 0, "skips had the better outlines with every seed"
    two, three, five = (sum(each) / len(each) for each in gains)
    assert 0 < two < 0.03 < three < five, "the deeper, the more; at two levels little"


def test_the_lab_can_run_each_training():
    settings = [each.settings for each in skip_trials().trials]
    assert len(set(settings)) == len(settings)
    assert all(from_query(to_query(each)) == (each, ()) for each in settings)


def test_poles_are_one_pixel_wide_and_where_the_mask_says():
    images, masks = poles.poles(np.random.default_rng(3), 20)
    assert images.shape == (20, 32, 32, 3) and masks.shape == (20, 32, 32)
    assert images[masks == 1].min() >= 170 > 150 > images[masks == 0].max()
    assert ((masks.sum(axis=1) == 0) | (masks.sum(axis=1) >= 8)).all()


def test_a_short_training_without_skips_already_finds_more_than_half(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(poles, "STEPS", 100)
    monkeypatch.setattr(poles, "HELD_OUT", 20)
    assert poles.trial(1, skips=False, seed=0).iou > 0.5
