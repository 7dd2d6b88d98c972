import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays
from sklearn.metrics import f1_score

from lessons.metrics.crowd import crowd, dice_between
from lessons.practice import arena
from lessons.prompting.agreement import agreement, yardstick

CLASSES = 4


def oracle(one: np.ndarray, other: np.ndarray) -> float:
    """The mean F1 of scikit-learn over the classes from 1 on that are in either; 1 if none is."""
    labels = sorted({*np.unique(one), *np.unique(other)} - {0})
    if not labels:
        return 1.0
    return float(f1_score(other.ravel(), one.ravel(), labels=labels, average="macro"))


masks_of_people = st.integers(2, 6).flatmap(
    lambda people: arrays(np.uint8, (people, 5, 6), elements=st.integers(0, CLASSES - 1))
)


@given(masks_of_people)
def test_dice_is_the_mean_f1_of_scikit_learn(masks: np.ndarray) -> None:
    found = crowd(list(masks), CLASSES)
    pairs = [(one, other) for at, one in enumerate(masks) for other in masks[at + 1 :]]
    assert found.people == len(masks)
    assert found.mean_dice == pytest.approx(np.mean([oracle(*pair) for pair in pairs]), abs=1e-6)
    for at, mine in enumerate(masks):
        others = arena.majority([*masks[:at], *masks[at + 1 :]], CLASSES)
        assert found.with_the_others[at] == pytest.approx(oracle(mine, others), abs=1e-6)
        assert dice_between(mine, others, CLASSES) == pytest.approx(oracle(mine, others), abs=1e-6)


@given(masks_of_people)
def test_consensus_and_agreement_are_those_of_the_arena(masks: np.ndarray) -> None:
    found = crowd(list(masks), CLASSES)
    assert np.array_equal(found.consensus, arena.majority(list(masks), CLASSES))
    assert np.allclose(found.agreement, arena.agreement(list(masks), CLASSES))
    assert np.allclose(found.marked, np.mean(masks > 0, axis=0))


@given(arrays(np.bool_, (5, 6, 7)))
def test_one_object_is_measured_as_in_the_annotator_lab(masks: np.ndarray) -> None:
    found, lab = crowd(list(masks), 2), agreement(list(masks))
    assert found.mean_dice == pytest.approx(lab.mean, abs=1e-6)
    assert np.array_equal(found.consensus > 0, lab.majority) and np.allclose(found.marked, lab.share)
    assert found.with_the_others.mean() == pytest.approx(yardstick(masks).with_the_others, abs=1e-6)


def test_who_strays_is_found() -> None:
    usual = np.zeros((8, 8), int)
    usual[2:6, 2:6] = 1
    stray = np.roll(usual, 3, axis=1)
    found = crowd([usual, usual, stray, usual], 2)
    assert found.with_the_others.argmin() == 2 and found.with_the_others[0] == 1
    assert np.array_equal(found.consensus, usual)


def test_one_alone_agrees_with_nobody() -> None:
    found = crowd([np.eye(3, dtype=int)], 2)
    assert found.people == 1 and np.isnan(found.mean_dice) and np.isnan(found.with_the_others).all()


@pytest.mark.parametrize(
    ("masks", "told"),
    [
        ([], "at least one"),
        ([np.zeros((2, 2), int), np.zeros((2, 3), int)], "same picture"),
        ([np.full((2, 2), 2)], "from 0 to 1"),
        ([np.zeros((2, 2))], "whole class ids"),
    ],
)
def test_what_cannot_be_compared_is_refused(masks: list[np.ndarray], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        crowd(masks, 2)
