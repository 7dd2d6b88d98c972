"""Places: so many in all, three quarters for one address, and each comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.waiting import Places, share_of


@pytest.mark.parametrize(("places", "share"), [(1, 1), (2, 1), (4, 3), (8, 6), (48, 36)])
def test_one_address_may_hold_three_quarters(places: int, share: int) -> None:
    assert share_of(places) == share
    queue = Places(places)
    assert [queue.take("school") for _ in range(places + 1)].count(True) == share
    assert [queue.take("elsewhere") for _ in range(places + 1)].count(True) == min(share, places - share)
    queue.leave("school")
    assert queue.take("school") and not queue.take("school")


def test_whoever_is_unknown_may_hold_all() -> None:
    queue = Places(4)
    assert [queue.take(None) for _ in range(5)] == [True] * 4 + [False]


@given(st.integers(1, 6), st.lists(st.sampled_from([None, "a", "b", "c"]), max_size=40))
def test_places_that_are_left_can_be_taken_again(most: int, visitors: list[str | None]) -> None:
    queue = Places(most)
    for _ in range(2):
        inside = [each for each in visitors if queue.take(each)]
        assert len(inside) <= most
        for each in inside:
            queue.leave(each)
    assert not queue._taken
