import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays

from lessons.flavours.encoding import VOID, as_panoptic, decode, encode, instances_of, segment_ids
from lessons.flavours.kinds import THING_IDS
from lessons.scenes import CLASS_NAMES, street_scene

ROAD, CAR, TREE = (CLASS_NAMES.index(name) for name in ("road", "car", "tree"))


@given(st.data())
def test_what_is_encoded_can_be_decoded(data: st.DataObject):
    shape = data.draw(array_shapes(min_dims=2, max_dims=2, max_side=8))
    mask = data.draw(arrays(np.uint8, shape, elements=st.integers(0, 7)))
    numbers = data.draw(arrays(np.uint16, shape, elements=st.integers(0, 999)))
    ids = np.where(np.isin(mask, list(THING_IDS)), numbers, 0)
    panoptic = encode(mask, ids)
    for (row, column), value in np.ndenumerate(panoptic):
        assert value == int(mask[row, column]) * 1000 + int(ids[row, column])
    labels, decoded = decode(panoptic)
    assert np.array_equal(labels, mask) and np.array_equal(decoded, ids)


def test_the_objects_of_a_scene():
    scene = street_scene(3, 64)
    objects = instances_of(encode(scene.mask, scene.instance_ids))
    assert sorted(o.number for o in objects) == list(range(1, int(scene.instance_ids.max()) + 1))
    for instance in objects:
        assert np.array_equal(instance.mask, scene.instance_ids == instance.number)
        assert set(scene.mask[instance.mask]) == {instance.label} and instance.score == 1


def test_segments_have_one_id_each():
    ids = [[ROAD * 1000, ROAD * 1000 + 7, CAR * 1000 + 7], [CAR * 1000, VOID, VOID + 5]]
    road, car = ROAD * 1000, CAR * 1000 + 7
    assert segment_ids(ids).tolist() == [[road, road, car], [VOID, VOID, VOID]]
    assert [(o.label, o.number) for o in instances_of(ids)] == [(CAR, 7)]


def test_the_same_number_in_two_classes_is_two_objects():
    objects = instances_of([[CAR * 1000 + 1, TREE * 1000 + 1]])
    assert [(o.label, o.number) for o in objects] == [(TREE, 1), (CAR, 1)]


@pytest.mark.parametrize(
    ("mask", "ids", "sentence"),
    [
        ([[CAR]], [[1, 2]], "differ in size; give two maps of the same picture"),
        ([[CAR, 256]], [[0, 0]], "row 0, column 1 .* class 256; give a class from 0 to 255"),
        ([[CAR], [CAR]], [[1], [1000]], "row 1, column 0 .* number 1000; give a number from 0 to 999"),
        ([[CAR, ROAD]], [[1, 1]], f"column 1 .* class {ROAD} and a number, but that class is stuff"),
        ([[0.5]], [[0]], "whole class ids"),
    ],
)
def test_what_cannot_be_encoded_is_said(mask: list, ids: list, sentence: str):
    with pytest.raises(ValueError, match=sentence):
        encode(mask, ids)


@pytest.mark.parametrize("wrong", [-1, 256_000])
def test_an_id_out_of_range_is_refused(wrong: int):
    with pytest.raises(ValueError, match=f"id {wrong}; give class · 1000"):
        as_panoptic([[wrong]])
