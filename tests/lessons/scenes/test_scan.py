import numpy as np
import pytest

from lessons.flavours.components import box_of, connected_components
from lessons.scenes.scan import drawn_scan


@pytest.mark.parametrize("seed", range(12))
def test_a_tumour_is_one_bright_piece_inside_the_head(seed):
    scan = drawn_scan(seed)
    assert scan.image.shape == (128, 128, 3) and scan.image.dtype == scan.mask.dtype == np.uint8
    assert (scan.image[..., 0] == scan.image[..., 1]).all()
    assert connected_components(scan.mask).max() == 1
    left, top, right, bottom = box_of(scan.mask)
    # Lobed: a box around it always holds a good deal of what is healthy.
    assert 0.15 < 1 - scan.mask.sum() / ((right - left) * (bottom - top)) < 0.6
    grey = scan.image[..., 0].astype(float)
    assert grey[scan.mask == 1].mean() > grey[scan.mask == 0].mean() + 60
    assert (grey[[0, -1]] < 60).all() and scan.mask[[0, -1]].sum() == 0


def test_a_seed_draws_the_same_head_and_another_one_another():
    assert (drawn_scan(3).image == drawn_scan(3).image).all()
    assert (drawn_scan(3).mask != drawn_scan(4).mask).any()
    assert drawn_scan(3, 64).mask.shape == (64, 64)


@pytest.mark.parametrize(("seed", "size", "words"), [(-1, 128, "give 0 or more"), (0, 32, "give 64 or more")])
def test_says_what_it_cannot_draw(seed, size, words):
    with pytest.raises(ValueError, match=words):
        drawn_scan(seed, size)
