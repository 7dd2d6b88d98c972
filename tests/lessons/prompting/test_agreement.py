"""The agreement of several people is the Dice of every pair, as scikit-learn's F1 has it."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from lessons.prompting.agreement import agreement, simulated_hands, yardstick


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_every_pair_has_its_dice(seed: int, people: int):
    masks = np.random.default_rng(seed).random((people, 6, 5)) > 0.5
    result = agreement(list(masks))
    for one in range(people):
        for other in range(people):
            expected = f1_score(masks[one].ravel(), masks[other].ravel(), zero_division=1.0)  # pyright: ignore[reportArgumentType]
            assert result.dice[one, other] == pytest.approx(expected)
    pairs = [result.dice[one, other] for one in range(people) for other in range(one)]
    assert result.mean == pytest.approx(np.mean(pairs))
    np.testing.assert_allclose(result.share, masks.mean(axis=0))
    assert (result.majority == (masks.sum(axis=0) > people / 2)).all()
    for mask, dice in zip(masks, result.with_majority, strict=True):
        assert dice == pytest.approx(f1_score(result.majority.ravel(), mask.ravel(), zero_division=1.0))  # pyright: ignore[reportArgumentType]


def test_one_person_agrees_with_nobody_and_empty_masks_with_each_other():
    alone = agreement([np.ones((2, 2))])
    assert math.isnan(alone.mean) and alone.dice.tolist() == [[1.0]]
    assert agreement([np.zeros((2, 2)), np.zeros((2, 2))]).mean == 1.0
    assert agreement([np.zeros((2, 2)), np.ones((2, 2))]).mean == 0.0


def test_masks_of_other_pictures_are_refused():
    with pytest.raises(ValueError, match="There is no mask to compare; give one height × width mask"):
        agreement([])
    with pytest.raises(ValueError, match="The masks differ in size; give masks of the same picture"):
        agreement([np.zeros((2, 2)), np.zeros((2, 3))])


def ellipse() -> np.ndarray:
    rows, columns = np.mgrid[:48, :48] - 24
    return (rows / 14) ** 2 + (columns / 18) ** 2 < 1


@pytest.mark.parametrize("people", [5, 7, 9])
def test_what_most_of_the_others_drew_agrees_with_each_more_than_two_people_do(people: int):
    for seed in range(20):
        measured = yardstick(simulated_hands(ellipse(), people, strays=1.75, seed=seed))
        assert measured.two_people < measured.with_the_others < 1
        assert 0.85 < measured.two_people < 0.95


def test_the_others_are_those_who_are_not_compared():
    masks = np.array([[[1, 1, 0, 0]], [[1, 1, 1, 0]], [[1, 0, 1, 0]], [[0, 0, 1, 1]]], bool)
    measured = yardstick(masks)
    others = [np.delete(masks, person, axis=0) for person in range(4)]
    expected = [
        f1_score(masks[person].ravel(), (others[person].mean(axis=0) > 0.5).ravel()) for person in range(4)
    ]
    assert measured.with_the_others == pytest.approx(np.mean(expected))
    assert measured.two_people == pytest.approx(agreement(list(masks)).mean)


def test_hands_that_do_not_stray_draw_the_truth_and_others_stray_as_far_as_told():
    truth = ellipse()
    assert (simulated_hands(truth, 4, strays=0, seed=1) == truth).all()
    near, far = (simulated_hands(truth, 6, strays, seed=1) for strays in (0.5, 2.0))
    assert (near != truth).sum() < (far != truth).sum() / 2
    assert (far == simulated_hands(truth, 6, 2.0, seed=1)).all()
    assert (far != simulated_hands(truth, 6, 2.0, seed=2)).any()
    assert len({hand.tobytes() for hand in far}) == 6
