from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.classroom import TooLargeError, schema
from app.classroom.hosting import LONGEST_MESSAGE, LONGEST_TIMER, Hosting, NotAllowedError, Pace
from tests.classroom.hosting.conftest import Room


def test_nobody_points_at_anything_at_first(hosting: Hosting, room: Room) -> None:
    assert hosting.pacing.of_class(room.owner) == Pace() == hosting.pacing.of_member(room.student, room.id)


def test_students_see_what_the_instructor_points_at(hosting: Hosting, room: Room) -> None:
    before = schema.now()
    hosting.pacing.look_here(room.owner, True, "  Look at the   trap ")
    hosting.pacing.point_at(room.owner, "metrics/trap")
    set_now = hosting.pacing.start_timer(room.owner, timedelta(minutes=5))
    seen = hosting.pacing.of_member(room.student, room.id)
    assert seen == set_now
    assert (seen.look_here, seen.message, seen.section, seen.revision) == (
        True,
        "Look at the trap",
        "metrics/trap",
        3,
    )
    assert seen.timer_ends is not None
    assert timedelta(minutes=5) <= seen.timer_ends - before < timedelta(minutes=6)
    hosting.pacing.stop_timer(room.owner)
    hosting.pacing.point_at(room.owner, "")
    assert hosting.pacing.look_here(room.owner, False, "ignored") == Pace(revision=6)


def test_who_may_only_look_points_at_nothing(hosting: Hosting, room: Room) -> None:
    assert hosting.pacing.of_class(room.looker) == Pace()
    with pytest.raises(NotAllowedError, match="look only"):
        hosting.pacing.look_here(room.looker, True)
    with pytest.raises(NotAllowedError):
        hosting.pacing.of_member(room.stranger, room.id)
    assert hosting.pacing.of_class(room.owner) == Pace()


def test_messages_and_timers_are_bounded(hosting: Hosting, room: Room) -> None:
    with pytest.raises(TooLargeError, match="Shorten"):
        hosting.pacing.look_here(room.owner, True, "x" * (LONGEST_MESSAGE + 1))
    for length in (timedelta(), -timedelta(seconds=1), LONGEST_TIMER + timedelta(seconds=1)):
        with pytest.raises(ValueError, match="three hours"):
            hosting.pacing.start_timer(room.owner, length)


def test_changes_at_the_same_time_all_count(
    hosting: Hosting, room: Room, in_threads: Callable[[int, Callable[[int], Any]], list[Any]]
) -> None:
    in_threads(6, lambda index: hosting.pacing.point_at(room.owner, f"metrics/{index}"))
    assert hosting.pacing.of_class(room.owner).revision == 6
