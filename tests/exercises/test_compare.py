"""Equal means: same types all the way down, floats within the tolerance, NaN never."""

import copy
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises._engine.compare import DifferenceKind, difference, equal, show
from exercises._engine.outcomes import Odd, Raised, Returned

leaves = st.one_of(
    st.integers(),
    st.booleans(),
    st.text(max_size=5),
    st.none(),
    st.floats(allow_nan=False, allow_infinity=False),
)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple)
)


@given(values)
def test_everything_equals_its_copy(value: object) -> None:
    assert equal(copy.deepcopy(value), value)


@given(values, values)
def test_equality_is_symmetric_and_agrees_with_the_types(one: object, other: object) -> None:
    assert equal(one, other) == equal(other, one)
    # repr tells True from 1, 1.0 from 1 and a tuple from a list; and 0.0 from -0.0, which are equal.
    if repr(one).replace("-0.0", "0.0") != repr(other).replace("-0.0", "0.0"):
        assert not equal(one, other)


@given(st.floats(-1e6, 1e6), st.floats(0, 1e-3), st.floats(-2, 2))
def test_a_float_may_be_off_by_the_tolerance(value: float, tolerance: float, factor: float) -> None:
    other = value + factor * tolerance
    assert equal(other, value, tolerance) == (abs(other - value) <= tolerance)


@pytest.mark.parametrize(
    ("got", "expected", "kind", "words"),
    [
        (True, 1, DifferenceKind.TYPE, "a truth value: True"),
        (1, True, DifferenceKind.TYPE, "a whole number (int): 1"),
        (1.0, 1, DifferenceKind.TYPE, "a number with a decimal point (float): 1.0"),
        (1, 1.0, DifferenceKind.TYPE, "a whole number (int): 1"),
        ("1", 1, DifferenceKind.TYPE, "a text (str): '1'"),
        ((1, 2), [1, 2], DifferenceKind.TYPE, "Use square brackets"),
        ([1, 2], (1, 2), DifferenceKind.TYPE, "without square brackets"),
        (None, [1], DifferenceKind.NOTHING, "returned nothing (None)"),
        ([[1, None]], [[1, 2]], DifferenceKind.TYPE, "result[0][1] is None"),
        (
            [[1, 2], [3]],
            [[1, 2], [3, 4]],
            DifferenceKind.SHAPE,
            "result[1] has 1 item; 2 items were expected",
        ),
        ([], [1], DifferenceKind.SHAPE, "has 0 items; 1 item was expected"),
        ([[0, 1], [2, 0]], [[0, 1], [2, 1]], DifferenceKind.VALUE, "result[1][1] is 0; 1 was expected"),
        (math.nan, math.nan, DifferenceKind.VALUE, "is nan"),
        (math.nan, 0.5, DifferenceKind.VALUE, "is nan"),
        (0.5, math.nan, DifferenceKind.VALUE, "is 0.5"),
        (math.inf, 1.0, DifferenceKind.VALUE, "is inf"),
        (10**1200, 3, DifferenceKind.VALUE, "a number of 3987 bits"),
    ],
)
def test_a_difference_is_said_in_words(
    got: object, expected: object, kind: DifferenceKind, words: str
) -> None:
    found = difference(Returned(got), Returned(expected), 0.0)
    assert found is not None
    assert found.kind is kind
    assert words in found.sentence
    assert len(found.sentence) < 300


def test_infinity_equals_itself_and_not_its_opposite() -> None:
    assert equal(math.inf, math.inf, 1e-9)
    assert not equal(math.inf, -math.inf, 1e-9)


def test_what_is_no_plain_value_equals_nothing() -> None:
    for odd in (Odd("set"), Odd(None)):
        found = difference(odd, Returned([1]))
        assert found is not None and found.kind is DifferenceKind.TYPE
    assert difference(Raised("IndexError"), Returned([1])) is not None
    assert difference(Returned([1]), Raised("IndexError")) is not None
    assert difference(Raised("IndexError"), Raised("IndexError")) is None
    assert difference(Raised("IndexError"), Raised("KeyError")) is not None


def test_lists_nested_without_end_are_only_unequal() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert not equal(deep, [[]])
    assert not equal(deep, deep)
    assert len(show(deep)) <= 60


@given(values, st.integers(5, 80))
def test_what_is_shown_is_short(value: object, limit: int) -> None:
    assert len(show(value, limit)) <= max(limit, 40)
