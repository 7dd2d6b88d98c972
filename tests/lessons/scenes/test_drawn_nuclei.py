"""Drawn nuclei: the same for the same seed, bright where the truth says so, some of them in touch."""

import numpy as np
import pytest

from lessons.flavours.components import connected_components
from lessons.scenes.drawn_nuclei import drawn_nuclei


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_picture_and_its_truth(seed: int):
    one, again = drawn_nuclei(seed), drawn_nuclei(seed)
    assert (one.image == again.image).all() and (one.instance_ids == again.instance_ids).all()
    assert one.image.shape == (256, 256, 3) and one.image.dtype == np.uint8
    assert one.instance_ids.shape == (256, 256) and one.instance_ids.dtype == np.int16
    inside = one.mask == 1
    assert 0.05 < inside.mean() < 0.5
    assert one.image[inside].mean() > 2 * one.image[~inside].mean()
    count = len(np.unique(one.instance_ids)) - 1
    assert 20 < count <= 30 and connected_components(one.mask).max() < count, "some touch"


def test_another_seed_is_another_picture():
    assert (drawn_nuclei(1).image != drawn_nuclei(2).image).any()
