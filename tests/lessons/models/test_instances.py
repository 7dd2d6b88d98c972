"""The objects of a scene: their boxes, labels and masks follow from the truth and nothing else."""

import numpy as np
import pytest

from lessons.models import INSTANCE_MODELS, MODELS, THINGS
from lessons.models.fitting.instances import LEAST_PIXELS, Objects, objects_of
from lessons.scenes import CLASS_NAMES, street_scene


@pytest.mark.parametrize("seed", [0, 5, 9001])
@pytest.mark.parametrize("least", [1, LEAST_PIXELS, 200])
def test_every_thing_large_enough_is_an_object(seed: int, least: int):
    scene = street_scene(seed)
    objects = objects_of(scene.mask, scene.instance_ids, least)
    place = 0
    for each in range(1, int(scene.instance_ids.max()) + 1):
        rows, columns = np.nonzero(scene.instance_ids == each)
        if len(rows) < least:
            continue
        expected = [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]
        assert objects.boxes[place].tolist() == expected
        assert THINGS[objects.labels[place] - 1] == CLASS_NAMES[scene.mask[rows[0], columns[0]]]
        np.testing.assert_array_equal(objects.masks[place], scene.instance_ids == each)
        place += 1
    assert place == len(objects) == len(objects.boxes) == len(objects.masks)


def test_a_scene_without_things_has_no_objects():
    empty = np.zeros((8, 9), np.uint8)
    objects = objects_of(empty, empty)
    assert isinstance(objects, Objects) and len(objects) == 0
    assert objects.boxes.shape == (0, 4) and objects.masks.shape == (0, 8, 9)


def test_the_least_pixels_leave_out_few_things():
    """Most of what they leave out is a rest behind something else."""
    pixels: dict[str, list[int]] = {name: [] for name in THINGS}
    for seed in range(9000, 9030):
        scene = street_scene(seed)
        objects = objects_of(scene.mask, scene.instance_ids, 1)
        for label, mask in zip(objects.labels, objects.masks, strict=True):
            pixels[THINGS[label - 1]].append(int(mask.sum()))
    left_out = {name: np.mean(np.array(counts) < LEAST_PIXELS) for name, counts in pixels.items()}
    assert max(left_out.values()) < 0.2
    assert max(left_out["car"], left_out["sign"], left_out["tree"]) < 0.06


def test_the_things_are_the_classes_with_ids():
    seen = set()
    for seed in range(20):
        scene = street_scene(seed)
        seen |= {CLASS_NAMES[label] for label in np.unique(scene.mask[scene.instance_ids > 0])}
    assert seen == set(THINGS)


def test_the_models_name_the_background_first():
    assert [each.class_names for each in INSTANCE_MODELS] == [("background", *THINGS)]
    assert {each.task for each in INSTANCE_MODELS} == {"instance"}
    assert {each.task for each in MODELS} == {"semantic"}
