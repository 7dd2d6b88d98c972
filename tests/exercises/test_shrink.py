"""A failing input becomes small, stays valid, and keeps failing."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises._engine.shrink import shrink, size

Grid = list[list[int]]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Grid, Grid, int]:
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    rows = st.lists(
        st.lists(st.integers(0, 3), min_size=width, max_size=width), min_size=height, max_size=height
    )
    return draw(rows), draw(rows), draw(st.integers(4, 6))


def valid(one: Grid, other: Grid, classes: int) -> bool:
    widths = {len(row) for row in (*one, *other)}
    labels = [label for row in (*one, *other) for label in row]
    return len(one) == len(other) > 0 and len(widths) == 1 and 0 not in widths and max(labels) < classes


def differ(one: Grid, other: Grid, _classes: int) -> bool:
    return one != other


def batched(fails: Any) -> Any:
    return lambda batch: [fails(*case) for case in batch]


@given(pairs())
def test_the_result_fails_is_valid_and_no_larger(case: tuple[Grid, Grid, int]) -> None:
    if not differ(*case):
        return
    small = shrink(case, batched(differ), valid)
    assert differ(*small)
    assert valid(*small)
    assert size(small) <= size(case)
    # Two grids that differ can always be cut down to one cell each.
    assert [len(row) for row in small[0]] == [1]


@given(pairs(), st.randoms())
def test_whatever_fails_the_result_fails(case: tuple[Grid, Grid, int], random: Any) -> None:
    verdicts: dict[str, bool] = {repr(case): True}

    def fails(*smaller: Any) -> bool:
        return verdicts.setdefault(repr(smaller), random.random() < 0.3)

    assert verdicts[repr(shrink(case, batched(fails), valid))]


def test_numbers_become_simple() -> None:
    def fails(scores: list[list[list[float]]]) -> bool:
        return any(pixel[0] == max(pixel) for row in scores for pixel in row)

    case = ([[[0.125, 0.7], [2.75, 1.5]], [[0.3, 0.9], [0.1, 0.2]]],)
    assert shrink(case, batched(fails), lambda scores: all(scores)) == ([[[0.0]]],)


def test_same_sized_grids_lose_rows_and_columns_together() -> None:
    seen: list[tuple[Any, ...]] = []

    def fails(batch: Sequence[tuple[Any, ...]]) -> list[bool]:
        seen.extend(batch)
        return [False] * len(batch)

    shrink(([[1, 2], [3, 4]], [[5, 6], [7, 8]], [9, 9, 9]), fails, lambda *_: True)
    shapes = {(len(one), len(one[0]), len(other), len(other[0])) for one, other, _ in seen}
    assert shapes == {(2, 2, 2, 2), (1, 2, 1, 2), (2, 1, 2, 1), (1, 1, 1, 1)}


def test_tuples_stay_tuples_and_truth_values_stay() -> None:
    small = shrink((((1, 2), (3, 4)), True), batched(lambda *_: True), lambda *_: True)
    assert small == (((0,),), True)


def test_a_validity_check_that_raises_means_not_valid() -> None:
    case = ([3, 2, 1],)

    def strict(numbers: list[int]) -> bool:
        return numbers[2] >= 0

    assert len(shrink(case, batched(lambda _: True), strict)[0]) == 3


@pytest.mark.parametrize("answers", [100, 3])
def test_the_work_is_bounded_by_what_is_asked_and_not_by_a_clock(answers: int) -> None:
    batches = 0

    def answer(batch: Sequence[tuple[Any, ...]]) -> list[bool] | None:
        nonlocal batches
        batches += 1
        return [False] * len(batch) if batches <= answers else None

    case = ([[value % 7 for value in range(30)] for _ in range(30)],)
    assert shrink(case, answer, lambda _: True) is case
    assert batches == min(24, answers + 1)
