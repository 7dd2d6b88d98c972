import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.classroom import values

_keys = st.none() | st.booleans() | st.integers() | st.text() | st.tuples(st.integers(), st.text())
_leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
_values = st.recursive(
    _leaves,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(_keys, inner)
        | st.dictionaries(st.sampled_from(["$tuple", "$set", "$repr", "a"]), inner)
        | st.sets(_keys)
    ),
)


def _same(left: Any, right: Any) -> bool:
    """Equal, and of equal types all the way down: True is not 1, and a tuple no list."""
    if type(left) is not type(right) or left != right:
        return False
    if isinstance(left, list | tuple):
        return all(map(_same, left, right))
    if isinstance(left, dict):
        return all(map(_same, left.items(), right.items()))
    if isinstance(left, set):
        return {(type(each), each) for each in left} == {(type(each), each) for each in right}
    return True


@settings(deadline=None)
@given(_values)
def test_every_value_comes_back_as_it_was(value: Any) -> None:
    json_text = values.dumps(value)
    assert json_text.isascii() and "\0" not in json_text
    assert _same(values.from_json(json.loads(json_text)), value)


@settings(deadline=None)
@given(st.text(st.characters(codec=None)))
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert values.from_json(json.loads(values.dumps(text))) == text


def test_not_a_number_and_infinities_come_back() -> None:
    there = values.from_json(json.loads(values.dumps([math.nan, math.inf, -math.inf])))
    assert math.isnan(there[0]) and there[1:] == [math.inf, -math.inf]


@pytest.mark.parametrize("value", [object, range(3), 1j, ...])
def test_what_nobody_expects_becomes_its_printed_form(value: object) -> None:
    assert values.from_json(json.loads(values.dumps([value]))) == [repr(value)]


def test_what_would_break_the_encoder_is_cut_short() -> None:
    endless: list[Any] = []
    endless.append(endless)
    deep = 1
    for _ in range(100_000):
        deep = [deep]
    assert "..." in values.dumps(endless)
    assert "..." in values.dumps(deep)
    assert values.from_json(json.loads(values.dumps(1 << 40_000))) == hex(1 << 40_000)
