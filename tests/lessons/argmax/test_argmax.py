import math

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from scipy.special import softmax as scipy_softmax

from lessons.argmax.image_level import image_class, mean_scores
from lessons.argmax.pixelwise_argmax import argmax, class_map, softmax

NAMES = ("background", "road", "car")
SCORES = [[[0.8, 0.1, 0.1], [0.2, 0.7, 0.1]], [[0.1, 0.2, 0.7], [0.3, 0.3, 0.4]]]
numbers = st.floats(-1e6, 1e6)


def test_worked_example():
    assert class_map(SCORES, NAMES) == [["background", "road"], ["car", "car"]]


def test_the_whole_image_gets_one_name():
    # Background: 0.8 + 0.2 + 0.1 + 0.3 = 1.4; road: 0.1 + 0.7 + 0.2 + 0.3 = 1.3; car the same, 1.3.
    assert mean_scores(SCORES) == pytest.approx([1.4 / 4, 1.3 / 4, 1.3 / 4], abs=1e-12)
    assert image_class(SCORES, NAMES) == "background"


def test_the_first_of_equal_scores_wins():
    assert argmax([0.5, 0.5]) == 0
    assert argmax([0.1, 0.4, 0.4, 0.4]) == 1
    assert class_map([[[0.3, 0.3, 0.3]]], NAMES) == [["background"]]


@given(st.lists(st.one_of(numbers, st.integers(-2, 2)), min_size=1))
def test_argmax_agrees_with_numpy(values: list[float]):
    assert argmax(values) == int(np.argmax(values))


@given(st.lists(numbers, min_size=1, max_size=12))
def test_softmax_agrees_with_scipy_and_keeps_the_winner(logits: list[float]):
    shares = softmax(logits)
    assert shares == pytest.approx(scipy_softmax(logits), abs=1e-12)
    assert math.fsum(shares) == pytest.approx(1, abs=1e-12)
    assert shares[argmax(logits)] == max(shares)


def test_softmax_of_huge_scores_does_not_overflow():
    assert softmax([1e308, 0.0]) == [1.0, 0.0]
    assert softmax([-1e308, -1e308]) == [0.5, 0.5]


def test_wrong_input_gets_a_clear_sentence():
    for function in (argmax, softmax):
        with pytest.raises(ValueError, match="There are no scores; give one for each class"):
            function([])
    with pytest.raises(ValueError, match="A pixel has 2 scores and 3 classes; give one for each"):
        class_map([[[0.1, 0.9]]], NAMES)
    with pytest.raises(ValueError, match="The picture has no pixel"):
        mean_scores([])
