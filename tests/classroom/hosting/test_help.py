from collections.abc import Callable
from typing import Any

import pytest

from app.classroom import LimitError, TooLargeError
from app.classroom.attempts import LARGEST_SUBMISSION
from app.classroom.hosting import LONGEST_WORDS, Hosting, NotAllowedError, help
from tests.classroom.hosting.conftest import Room

CODE = "def dice(a, b):\n    return 2 * a\0 / b\n"


def test_a_hand_goes_up_is_answered_and_the_student_reads_it(hosting: Hosting, room: Room) -> None:
    first = hosting.help.raise_hand(room.student, room.id, "dice", "blanks", " Why is it 2? ", CODE)
    second = hosting.help.raise_hand(room.other, room.id, "iou_paint", "only", "", [[0, 1], [1, 0]])
    up = hosting.help.up(room.looker)
    assert [(each.id, each.name, each.question, each.work) for each in up] == [
        (first, "Heron", "Why is it 2?", CODE),
        (second, "Stork", "", [[0, 1], [1, 0]]),
    ]
    hosting.help.answer(room.owner, first, "Both masks count once each.")
    assert [each.id for each in hosting.help.up(room.owner)] == [second]
    [mine] = hosting.help.of_member(room.student, room.id)
    assert mine.answer == "Both masks count once each." and mine.closed is not None
    assert [each.id for each in hosting.help.of_member(room.other, room.id)] == [second]


def test_a_hand_at_the_same_exercise_keeps_its_place(hosting: Hosting, room: Room) -> None:
    first = hosting.help.raise_hand(room.student, room.id, "dice", "blanks", "One", CODE)
    hosting.help.raise_hand(room.other, room.id, "dice", "blanks", "Two", CODE)
    assert hosting.help.raise_hand(room.student, room.id, "dice", "unaided", "Three", "pass") == first
    again, _ = hosting.help.up(room.owner)
    assert (again.id, again.question, again.work, again.layer) == (first, "Three", "pass", "unaided")


def test_a_student_takes_their_own_hand_down(hosting: Hosting, room: Room) -> None:
    mine = hosting.help.raise_hand(room.student, room.id, "dice", "blanks", "?", CODE)
    hosting.help.take_down(room.other, room.id, mine)
    assert len(hosting.help.up(room.owner)) == 1
    hosting.help.take_down(room.student, room.id, mine)
    assert hosting.help.up(room.owner) == ()


def test_who_is_not_in_the_class_has_no_hand_there(hosting: Hosting, room: Room) -> None:
    with pytest.raises(NotAllowedError):
        hosting.help.raise_hand(room.stranger, room.id, "dice", "blanks", "?", CODE)
    mine = hosting.help.raise_hand(room.student, room.id, "dice", "blanks", "?", CODE)
    with pytest.raises(NotAllowedError, match="look only"):
        hosting.help.answer(room.looker, mine, "So.")
    elsewhere = hosting.classrooms.open("e" * 43, "Another")
    intruder = hosting.classrooms.teacher("e" * 43, elsewhere.classroom.id)
    assert intruder
    with pytest.raises(NotAllowedError, match="taken down"):
        hosting.help.answer(intruder, mine, "So.")
    assert len(hosting.help.up(room.owner)) == 1


def test_words_and_work_are_bounded(hosting: Hosting, room: Room) -> None:
    with pytest.raises(TooLargeError, match="Shorten"):
        hosting.help.raise_hand(room.student, room.id, "dice", "blanks", "x" * (LONGEST_WORDS + 1), CODE)
    with pytest.raises(TooLargeError):
        hosting.help.raise_hand(room.student, room.id, "dice", "blanks", "?", "x" * (LARGEST_SUBMISSION + 1))
    mine = hosting.help.raise_hand(room.student, room.id, "dice", "blanks", "?", CODE)
    with pytest.raises(ValueError, match="says something"):
        hosting.help.answer(room.owner, mine, "  ")


def test_one_student_has_a_bounded_number_of_hands(
    hosting: Hosting, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(help, "MOST_OF_ONE", help.MOST_OPEN + 1)
    hands = [
        hosting.help.raise_hand(room.student, room.id, f"exercise_{number}", "only", "?", "")
        for number in range(help.MOST_OPEN)
    ]
    with pytest.raises(LimitError, match="Take one down"):
        hosting.help.raise_hand(room.student, room.id, "one_more", "only", "?", "")
    for each in hands:
        hosting.help.take_down(room.student, room.id, each)
    hosting.help.raise_hand(room.student, room.id, "one_more", "only", "?", "")
    with pytest.raises(LimitError, match="very often"):
        hosting.help.raise_hand(room.student, room.id, "and_another", "only", "?", "")


def test_two_presses_at_once_are_one_hand(
    hosting: Hosting, room: Room, in_threads: Callable[[int, Callable[[int], Any]], list[Any]]
) -> None:
    raised = in_threads(
        4, lambda _: hosting.help.raise_hand(room.student, room.id, "dice", "blanks", "?", CODE)
    )
    assert len({*raised}) == 1 == len(hosting.help.up(room.owner))
