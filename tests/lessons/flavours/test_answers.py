import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from lessons.flavours.answers import Answers, Flavours, all_answers, answers_at, name_of, true_flavours
from lessons.flavours.encoding import VOID
from lessons.flavours.kinds import THINGS
from lessons.scenes import CLASS_NAMES, street_scene
from tests.lessons.flavours.maps import square

ROAD, CAR, SIGN = (CLASS_NAMES.index(name) for name in ("road", "car", "sign"))


def test_the_words_of_each_flavour():
    flavours = true_flavours([[ROAD, CAR], [CAR, SIGN]], [[0, 2], [0, 3]])
    assert answers_at(flavours, 0, 0) == Answers("road", "no object", "road, stuff")
    assert answers_at(flavours, 0, 1) == Answers("car", "car #2", "car #2")
    assert answers_at(flavours, 1, 0) == Answers("car", "no object", "car, no object")
    assert answers_at(flavours, 1, 1) == Answers("sign", "sign #3", "sign #3")


def test_a_model_may_see_two_objects_in_one_pixel_and_leave_another_blank():
    semantic = np.full((12, 12), ROAD, dtype=np.uint8)
    panoptic = np.full((12, 12), VOID, dtype=np.int32)
    panoptic[:4, :4] = CAR * 1000 + 1
    objects = (square(0, 0, 4, CAR, number=1), square(0, 2, 4, SIGN, number=2))
    flavours = Flavours(semantic, objects, panoptic)
    assert answers_at(flavours, 0, 3) == Answers("road", "car #1 and sign #2", "car #1")
    assert answers_at(flavours, 9, 9) == Answers("road", "no object", "no answer")


@given(st.integers(0, 9999))
@settings(max_examples=4)
def test_what_all_pixels_say_is_what_each_says(seed: int):
    scene = street_scene(seed, 64)
    flavours = true_flavours(scene.mask, scene.instance_ids)
    answers, where = all_answers(flavours)
    assert set(np.unique(where).tolist()) == set(range(len(answers)))
    for row in range(0, 64, 3):
        for column in range(0, 64, 3):
            assert answers[where[row, column]] == answers_at(flavours, row, column)
    objects = {(each.semantic, each.instance) for each in answers if each.instance != "no object"}
    assert {name for name, _ in objects} <= set(THINGS)
    assert {number.split(" #")[1] for _, number in objects} == {
        str(n) for n in range(1, int(scene.instance_ids.max()) + 1)
    }


def test_overlapping_instances_are_told_apart():
    semantic = np.full((12, 12), ROAD, dtype=np.uint8)
    panoptic = np.full((12, 12), ROAD * 1000, dtype=np.int32)
    objects = (square(0, 0, 6, CAR, number=1), square(3, 3, 6, CAR, number=2))
    answers, where = all_answers(Flavours(semantic, objects, panoptic))
    assert [answers[where[p, p]].instance for p in (0, 4, 8, 11)] == [
        "car #1",
        "car #1 and car #2",
        "car #2",
        "no object",
    ]
    assert len(answers) == 4


def test_names():
    assert name_of(VOID) == "no answer" and name_of(ROAD * 1000) == "road"
    assert name_of(1002, ("sky", "dog")) == "dog #2" and name_of(9001, ("sky",)) == "class 9 #1"


def test_a_pixel_outside_is_refused():
    flavours = true_flavours([[ROAD]], [[0]])
    for row, column in ((-1, 0), (0, 1), (1, 0)):
        with pytest.raises(ValueError, match="1 rows and 1 columns; choose a pixel inside"):
            answers_at(flavours, row, column)
