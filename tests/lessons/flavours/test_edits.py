import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis.extra.numpy import arrays

from lessons.flavours.edits import drop, free_number, merge, paint, split
from lessons.flavours.encoding import VOID, decode
from lessons.scenes import CLASS_NAMES

ROAD, CAR, TREE = (1000 * CLASS_NAMES.index(name) for name in ("road", "car", "tree"))
IDS = st.sampled_from([ROAD, CAR, CAR + 1, CAR + 2, TREE + 3, TREE + 4, VOID])
MAPS = arrays(np.int32, (6, 7), elements=IDS, fill=IDS)
POINTS = st.tuples(st.floats(0, 5), st.floats(0, 6))


@given(MAPS, POINTS, POINTS, arrays(np.int64, (6, 7), elements=st.integers(0, 9)))
def test_no_edit_changes_a_class_or_its_input(ids, start, end, numbers):
    original = ids.copy()
    edited = [paint(ids, numbers)]
    objects = {segment for segment in np.unique(ids).tolist() if segment % 1000}
    edited += [drop(ids, segment) for segment in objects]
    if {CAR + 1, CAR + 2} <= objects:
        edited.append(merge(ids, CAR + 1, CAR + 2))
    for segment in objects:
        try:
            edited.append(split(ids, segment, start, end))
        except ValueError as error:
            assert "line" in str(error)
    for after in edited:
        assert np.array_equal(decode(after)[0], decode(ids)[0])
    assert np.array_equal(ids, original)


@given(MAPS)
def test_merging_and_dropping_touch_only_the_object(ids):
    objects = {segment for segment in np.unique(ids).tolist() if segment % 1000}
    assume({TREE + 3, TREE + 4} <= objects)
    merged = merge(ids, TREE + 3, TREE + 4)
    assert np.array_equal(merged == TREE + 3, (ids == TREE + 3) | (ids == TREE + 4))
    assert np.array_equal(merged != ids, ids == TREE + 4)
    dropped = drop(ids, TREE + 3)
    assert np.array_equal(dropped == TREE, ids == TREE + 3) and np.array_equal(
        dropped != ids, ids == TREE + 3
    )


@given(MAPS, POINTS, POINTS)
def test_what_is_split_can_be_merged_again(ids, start, end):
    try:
        cut = split(ids, CAR + 1, start, end)
    except ValueError:
        return  # there is no such object here, or the line passes beside it
    new = CAR + free_number(ids)
    assert np.array_equal((cut == CAR + 1) | (cut == new), ids == CAR + 1)
    assert 0 < (cut == new).sum() <= (cut == CAR + 1).sum()
    assert np.array_equal(merge(cut, CAR + 1, new), ids)


def test_a_line_cuts_where_it_is_drawn():
    ids = np.full((3, 5), CAR + 1)
    cut = split(ids, CAR + 1, (0, 1.5), (2, 1.5))
    assert cut.tolist() == [[CAR + 2, CAR + 2, CAR + 1, CAR + 1, CAR + 1]] * 3
    assert np.array_equal(split(ids, CAR + 1, (2, 1.5), (0, 1.5)), cut), "whichever way it is drawn"
    assert split(ids, CAR + 1, (0.5, 0), (0.5, 4))[0].tolist() == [CAR + 2] * 5


def test_paint_numbers_things_only():
    result = paint([[ROAD, CAR + 1, TREE + 3, VOID]], [[7, 7, 0, 7]])
    assert result.tolist() == [[ROAD, CAR + 7, TREE, VOID]]


def test_a_free_number_is_free_in_every_class():
    assert free_number([[CAR + 1, TREE + 2, ROAD, CAR + 4]]) == 3
    with pytest.raises(ValueError, match="All 999 numbers are taken"):
        free_number([[CAR + number for number in range(1, 1000)]])


def test_what_cannot_be_done_is_said():
    ids = [[CAR + 1, CAR + 1, TREE + 2, ROAD]]
    with pytest.raises(ValueError, match="car #1 and tree #2 differ in class"):
        merge(ids, CAR + 1, TREE + 2)
    for segment in (CAR + 9, ROAD, CAR):
        with pytest.raises(ValueError, match=f"{segment} is not an object of this map"):
            drop(ids, segment)
    with pytest.raises(ValueError, match="The line does not cut car #1"):
        split(ids, CAR + 1, (0, 3), (1, 3))
    with pytest.raises(ValueError, match="same point; choose two"):
        split(ids, CAR + 1, (0, 1), (0, 1))
    with pytest.raises(ValueError, match="differ in size"):
        paint(ids, [[1]])
    with pytest.raises(ValueError, match="not from 0 to 999"):
        paint(ids, [[1, 1000, 1, 1]])
