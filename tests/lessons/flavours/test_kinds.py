import numpy as np

from lessons.flavours.kinds import STUFF, THING_IDS, THINGS, thing_ids
from lessons.scenes import CLASS_NAMES, street_scene


def test_exactly_the_things_of_the_scenes_have_ids():
    seen = set()
    for seed in range(8):
        scene = street_scene(seed, 64)
        assert np.array_equal(scene.instance_ids > 0, np.isin(scene.mask, list(THING_IDS)))
        seen |= set(np.unique(scene.mask).tolist())
    assert seen == set(range(len(CLASS_NAMES))), "the scenes show every class"


def test_every_class_is_stuff_or_a_thing():
    assert set(THINGS) | set(STUFF) == set(CLASS_NAMES) and not set(THINGS) & set(STUFF)
    assert STUFF == ("sky", "building", "road", "sidewalk")


def test_ids_follow_the_names():
    assert thing_ids(("road", "car", "nobody", "tree")) == {1, 3}
    assert {CLASS_NAMES[label] for label in THING_IDS} == set(THINGS)
