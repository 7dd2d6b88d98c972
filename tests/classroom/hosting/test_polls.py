from collections.abc import Callable
from typing import Any

import pytest

from app.classroom.hosting import Hosting, NotAllowedError, Poll
from tests.classroom.hosting.conftest import Room

OPTIONS = ("IoU", "Dice", "Both\0")


@pytest.fixture
def poll(hosting: Hosting, room: Room) -> Poll:
    return hosting.polls.open(room.owner, "which_flavour", 7, "Which is larger?", OPTIONS, 1)


def test_bars_grow_as_students_choose(hosting: Hosting, room: Room, poll: Poll) -> None:
    hosting.polls.answer(room.student, room.id, poll.id, 1)
    hosting.polls.answer(room.other, room.id, poll.id, 0)
    outcome = hosting.polls.newest(room.looker)
    assert outcome is not None and outcome.poll == poll and outcome.counts == (1, 1, 0)
    hosting.polls.answer(room.other, room.id, poll.id, 2)  # changed their mind
    outcome = hosting.polls.newest(room.owner)
    assert outcome is not None and outcome.counts == (0, 1, 1)


def test_nobody_sees_what_others_chose_while_it_is_open(hosting: Hosting, room: Room, poll: Poll) -> None:
    hosting.polls.answer(room.other, room.id, poll.id, 0)
    ballot = hosting.polls.ballot(room.student, room.id)
    assert ballot is not None and ballot.options == OPTIONS
    assert ballot.chosen is None and ballot.outcome is None
    hosting.polls.answer(room.student, room.id, poll.id, 1)
    hosting.polls.close(room.owner)
    ballot = hosting.polls.ballot(room.student, room.id)
    assert ballot is not None and ballot.chosen == 1
    assert ballot.outcome is not None and ballot.outcome.counts == (1, 1, 0)
    assert ballot.outcome.poll.right_option == 1


def test_a_closed_poll_takes_no_answers(hosting: Hosting, room: Room, poll: Poll) -> None:
    hosting.polls.close(room.owner)
    with pytest.raises(NotAllowedError, match="no more answers"):
        hosting.polls.answer(room.student, room.id, poll.id, 1)


def test_a_new_poll_closes_the_one_before(hosting: Hosting, room: Room, poll: Poll) -> None:
    second = hosting.polls.open(room.owner, "which_prompt", 1, "And now?", ("Yes", "No"), 0)
    with pytest.raises(NotAllowedError):
        hosting.polls.answer(room.student, room.id, poll.id, 1)
    ballot = hosting.polls.ballot(room.student, room.id)
    assert ballot is not None and ballot.id == second.id and ballot.outcome is None


def test_only_who_is_in_the_class_takes_part(hosting: Hosting, room: Room, poll: Poll) -> None:
    with pytest.raises(NotAllowedError):
        hosting.polls.answer(room.stranger, room.id, poll.id, 1)
    with pytest.raises(NotAllowedError):
        hosting.polls.ballot(room.stranger, room.id)
    with pytest.raises(NotAllowedError, match="look only"):
        hosting.polls.close(room.looker)
    elsewhere = hosting.classrooms.open("e" * 43, "Another")
    hosting.members.join(room.stranger, elsewhere.classroom.join_code, "Ibis")
    with pytest.raises(NotAllowedError, match="no more answers"):  # that class has no such poll
        hosting.polls.answer(room.stranger, elsewhere.classroom.id, poll.id, 1)


def test_an_option_that_is_none_is_refused(hosting: Hosting, room: Room, poll: Poll) -> None:
    for option in (-1, 3):
        with pytest.raises(ValueError, match="none of the options"):
            hosting.polls.answer(room.student, room.id, poll.id, option)
    for options, right in ((("only",), 0), (OPTIONS, 3), (OPTIONS, -1)):
        with pytest.raises(ValueError, match="two options"):
            hosting.polls.open(room.owner, "which_flavour", 7, "?", options, right)


def test_two_answers_at_once_count_once(
    hosting: Hosting, room: Room, poll: Poll, in_threads: Callable[[int, Callable[[int], Any]], list[Any]]
) -> None:
    in_threads(4, lambda index: hosting.polls.answer(room.student, room.id, poll.id, index % 3))
    outcome = hosting.polls.newest(room.owner)
    assert outcome is not None and sum(outcome.counts) == 1


def test_there_is_no_poll_at_first(hosting: Hosting, room: Room) -> None:
    assert hosting.polls.newest(room.owner) is None
    assert hosting.polls.ballot(room.student, room.id) is None
    hosting.polls.close(room.owner)
