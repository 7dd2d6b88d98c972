"""Spots: exactly the share that is asked for, the same for the same seed, and learnable."""

from itertools import pairwise

import numpy as np
import pytest

from lessons.models.pictures import FIRST_TRAINING_SEED
from lessons.training.lab.pictures import WATCHED_SEEDS, TrainingPictures, watched
from lessons.training.lab.settings import SETTINGS, Settings
from lessons.training.spots import SHARES, SIZE, spot_picture


@pytest.mark.parametrize("data", SHARES)
def test_every_picture_has_exactly_the_share(data: str):
    wanted = round(SHARES[data] * SIZE * SIZE)
    for seed in (*WATCHED_SEEDS, 0, 1, FIRST_TRAINING_SEED):
        image, mask = spot_picture(seed, SHARES[data])
        assert image.shape == (SIZE, SIZE, 3) and image.dtype == mask.dtype == np.uint8
        assert int(mask.sum()) == wanted and set(np.unique(mask)) == {0, 1}
    assert Settings(data=data).class_names == ("background", "spot")
    assert f"{100 * SHARES[data]:g} %" in SETTINGS["data"].metadata["choices"][data]


def test_a_smaller_share_leaves_smaller_spots_at_the_same_places():
    for seed in range(4):
        masks = [spot_picture(seed, share)[1].astype(bool) for share in SHARES.values()]
        for larger, smaller in pairwise(masks):
            assert not (smaller & ~larger).any() and larger.sum() > smaller.sum()


def test_a_seed_decides_the_picture():
    one, again, other = (spot_picture(seed, 0.1) for seed in (3, 3, 4))
    assert np.array_equal(one[0], again[0]) and np.array_equal(one[1], again[1])
    assert not np.array_equal(one[0], other[0])


def test_spots_are_brighter_but_one_pixel_does_not_tell():
    image, mask = (
        np.stack(part) for part in zip(*(spot_picture(seed, 0.1) for seed in range(20)), strict=True)
    )
    spot, ground = image[..., 0][mask == 1], image[..., 0][mask == 0]
    assert 40 < spot.mean() - ground.mean() < 60
    # The best single threshold is wrong for many pixels.
    right = max(((spot > at).sum() + (ground <= at).sum()) / mask.size for at in range(80, 250, 5))
    assert right < 0.95


def test_the_lab_watches_and_learns_from_spots_of_different_seeds():
    pictures = watched("spots5")
    assert np.array_equal(pictures.images[2], spot_picture(WATCHED_SEEDS[2], 0.05)[0])
    learned = TrainingPictures("spots5").first(2)
    assert np.array_equal(learned.masks[1], spot_picture(FIRST_TRAINING_SEED + 1, 0.05)[1])
    batch = TrainingPictures("spots5").batch(np.random.default_rng(0), 4, 3, True)
    assert {int(mask.sum()) for mask in batch.masks} == {205}, "turning and mirroring keep the share"
