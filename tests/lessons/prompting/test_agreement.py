"""The agreement of several people is the Dice of every pair, as scikit-learn's F1 has it."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from lessons.prompting.agreement import agreement


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
