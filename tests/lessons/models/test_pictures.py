"""The pictures to learn from: never those that are held out, changed in ways that keep the truth true."""

from pathlib import Path

import numpy as np
import pytest

from lessons.models.pictures import (
    FIRST_TRAINING_SEED,
    HELD_OUT,
    WATCHED,
    Pictures,
    data_set,
    recoloured,
    scene_pictures,
    scene_pool,
)
from lessons.scenes import HELD_OUT_SEEDS, street_scene
from lessons.scenes.nuclei import NucleiError


def test_no_scene_is_both_learned_from_and_scored_on():
    assert HELD_OUT_SEEDS[-1] < FIRST_TRAINING_SEED
    assert set(HELD_OUT) <= set(HELD_OUT_SEEDS) and set(WATCHED) <= set(HELD_OUT_SEEDS)
    assert not set(HELD_OUT) & set(WATCHED)
    assert len(HELD_OUT) == 200


def test_the_pool_holds_the_scenes_and_is_drawn_once(tmp_path: Path):
    pool = scene_pool(tmp_path, 5, 64)
    scene = street_scene(FIRST_TRAINING_SEED + 4, 64)
    np.testing.assert_array_equal(pool.images[4], scene.image)
    np.testing.assert_array_equal(pool.masks[4], scene.mask)
    np.testing.assert_array_equal(pool.instance_ids[4], scene.instance_ids)
    files = {each.name: each.stat().st_mtime_ns for each in tmp_path.iterdir()}
    assert len(files) == 3 and not any("partial" in name for name in files)
    scene_pool(tmp_path, 5, 64)
    assert files == {each.name: each.stat().st_mtime_ns for each in tmp_path.iterdir()}
    assert len(scene_pool(tmp_path, 4, 64)) == 4


def numbered(count: int, size: int) -> Pictures:
    """Pictures in which every pixel has its own colour, and the truth is computed from that colour."""
    rows, columns = np.mgrid[:size, :size]
    images = np.stack(
        [np.stack([rows + 60, columns + 60, np.full_like(rows, 90 + n)], -1) for n in range(count)]
    )
    masks, instance_ids = (rows * 7 + columns) % 251, (rows * 3 + columns) % 19
    return Pictures(
        images.astype(np.uint8),
        *(each.astype(np.uint8)[None].repeat(count, 0) for each in (masks, instance_ids)),
    )


@pytest.mark.parametrize("any_way_up", [False, True])
@pytest.mark.parametrize("crop", [16, 7, 1])
def test_a_picture_and_its_truth_are_moved_alike(
    monkeypatch: pytest.MonkeyPatch, any_way_up: bool, crop: int
):
    monkeypatch.setattr("lessons.models.pictures.recoloured", lambda image, chance: image)
    batch = numbered(3, 16).batch(np.random.default_rng(0), 40, crop, any_way_up)
    assert batch.images.shape == (40, crop, crop, 3) and batch.masks.shape == (40, crop, crop)
    rows, columns = (batch.images[..., channel].astype(int) - 60 for channel in (0, 1))
    np.testing.assert_array_equal(batch.masks, (rows * 7 + columns) % 251)
    np.testing.assert_array_equal(batch.instance_ids, (rows * 3 + columns) % 19)
    if crop == 16:
        upright = (rows[:, 0, 0] == 0) & (rows[:, -1, 0] == 15)
        assert upright.all() is np.bool_(not any_way_up)
        orientations = {(r[0, 0], c[0, 0], r[0, -1]) for r, c in zip(rows, columns, strict=True)}
        assert len(orientations) == (8 if any_way_up else 2)


def test_the_same_chance_gives_the_same_batch():
    pictures = scene_pictures(range(9000, 9003), 64)
    batches = [pictures.batch(np.random.default_rng(seed), 4, 48, False) for seed in (1, 1, 2)]
    np.testing.assert_array_equal(batches[0].images, batches[1].images)
    assert not np.array_equal(batches[0].images, batches[2].images)


def test_recolouring_keeps_the_order_of_brightness():
    image = np.arange(256, dtype=np.uint8).repeat(3).reshape(1, 256, 3)
    seen = set()
    for seed in range(30):
        changed = recoloured(image, np.random.default_rng(seed))
        assert changed.dtype == np.uint8 and changed.shape == image.shape
        assert (np.diff(changed.astype(int), axis=1) >= 0).all()
        seen.add(changed.tobytes())
    assert len(seen) == 30


def test_under_the_microscope_the_brightness_stays():
    truth = np.zeros((2, 16, 16), np.uint8)
    dark = Pictures(np.full((2, 16, 16, 3), 9, np.uint8), truth, truth)
    assert (dark.batch(np.random.default_rng(0), 50, 8, any_way_up=True).images == 9).all()
    assert not (dark.batch(np.random.default_rng(0), 50, 8, any_way_up=False).images == 9).all()


def test_halving_takes_means_and_keeps_the_truth():
    images = np.random.default_rng(0).integers(0, 256, (2, 6, 8, 3), np.uint8)
    masks, instance_ids = np.random.default_rng(1).integers(0, 9, (2, 2, 6, 8), np.uint8)
    smaller = Pictures(images, masks, instance_ids).halved()
    assert smaller.images.shape == (2, 3, 4, 3)
    mean = images[1, 4:, 6:].reshape(4, 3).astype(int).sum(0) // 4
    assert smaller.images[1, 2, 3].tolist() == mean.tolist()
    np.testing.assert_array_equal(smaller.masks, masks[:, 1::2, 1::2])
    np.testing.assert_array_equal(smaller.instance_ids, instance_ids[:, 1::2, 1::2])
    white = np.full((1, 2, 2, 3), 255, np.uint8)
    assert (Pictures(white, masks[:1, :2, :2], instance_ids[:1, :2, :2]).halved().images == 255).all()


def test_without_the_nuclei_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv("PIXELWISE_NUCLEI", raising=False)
    with pytest.raises(NucleiError, match="BBBC038"):
        data_set("nuclei", tmp_path, 10)


def test_no_picture_of_nuclei_is_both_learned_from_and_scored_on(tmp_path: Path):
    try:
        nuclei = data_set("nuclei", tmp_path, 10)
    except NucleiError as error:
        pytest.skip(str(error))
    parts = [
        {each.tobytes() for each in part.images}
        for part in (nuclei.training, nuclei.watched, nuclei.held_out)
    ]
    assert not (parts[0] & parts[1] or parts[0] & parts[2] or parts[1] & parts[2])
    assert len(nuclei.training) > 10 * len(nuclei.watched) > 0
    assert set(np.unique(nuclei.training.masks)) == {0, 1}
