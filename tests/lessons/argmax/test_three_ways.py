import numpy as np
import pytest

from lessons.argmax.image_level import image_class
from lessons.argmax.three_ways import share_of_others, three_ways
from lessons.scenes import CLASS_NAMES

ROAD, CAR, SKY = (CLASS_NAMES.index(name) for name in ("road", "car", "sky"))


def street() -> np.ndarray:
    """Sky over road, a car of 4 × 6 pixels, and a speck of car that is too small for a box."""
    mask = np.full((20, 24), SKY)
    mask[10:] = ROAD
    mask[9:13, 3:9] = CAR
    mask[15, 20] = CAR
    return mask


def test_the_three_ways_come_from_the_same_scores():
    mask = street()
    logits = np.random.default_rng(0).normal(0, 0.1, (len(CLASS_NAMES), *mask.shape))
    logits += 3 * np.eye(len(CLASS_NAMES))[mask].transpose(2, 0, 1)
    ways = three_ways(logits)
    assert ways.mask.tolist() == mask.tolist()
    # As the classifier of whole pictures says, which averages the same scores in plain Python.
    assert CLASS_NAMES[ways.label] == image_class(logits.transpose(1, 2, 0).tolist(), CLASS_NAMES)
    assert ways.boxes == ((CAR, (3, 9, 9, 13)),)
    assert len(three_ways(logits, least_pixels=1).boxes) == 2


def test_a_box_that_is_half_full():
    mask = street()
    assert share_of_others(mask, CAR, (3, 9, 9, 13)) == 0
    assert share_of_others(mask, CAR, (3, 9, 15, 13)) == 0.5
    assert share_of_others(mask, ROAD, (3, 9, 9, 13)) == 1
    with pytest.raises(ValueError, match="holds no pixel; give left < right"):
        share_of_others(mask, CAR, (5, 9, 5, 13))
