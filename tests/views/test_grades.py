"""The grades of a class: the table, the files, filling an exported one, and grading again."""

import secrets
from typing import Any
from uuid import UUID, uuid4

import pytest

from app import state
from app.classroom import Attempt, Records
from app.classroom.hosting import Hosting, Role, Thing
from app.ui.exercise.regrading import try_out
from exercises._engine.catalogue import catalogue
from exercises._engine.types import Verdict, VerdictKind
from tests.views.visits import Visit, texts

TEACHER = "o" * 43
NUMBER, CODE = "unet_shapes", "argmax_per_pixel"


class Room:
    """A class with two exercises and two students, one of whom has answered."""

    def __init__(self, records: Records) -> None:
        self.records, self.hosting = records, Hosting(records.database, records.changes)
        opened = self.hosting.classrooms.open(TEACHER, "Vision").classroom
        self.id: UUID = opened.id
        who = self.hosting.classrooms.teacher(TEACHER, opened.id)
        assert who
        self.who = who
        unit = self.hosting.assignments.add_unit(who, "Final Score")
        self.hosting.assignments.add(who, unit, [Thing(exercise=NUMBER), Thing(exercise=CODE)])
        self.learner = records.ensure_learner(secrets.token_urlsafe(32))
        self.hosting.members.join(self.learner, opened.join_code, "<b>Heron</b>")
        self.hosting.members.join(
            records.ensure_learner(secrets.token_urlsafe(32)), opened.join_code, "Robin"
        )

    def answer(self, exercise: str, submission: Any, passed: bool, **others: Any) -> UUID:
        known, id = catalogue()[exercise], uuid4()
        kind = VerdictKind.PASSED if passed else VerdictKind.WRONG
        fields: dict[str, Any] = {
            "layer": known.layers[0].name if known.layers else "only",
            "content_hash": known.content_hash,
            "variant_seed": 0,
            "verdict": Verdict(exercise, passed, kind, "So it was."),
            "points": known.points,
        }
        self.records.record(
            Attempt(id=id, learner=self.learner, exercise=exercise, submission=submission, **fields | others)
        )
        return id


@pytest.fixture
def room(records: Records, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(state, "timezone", lambda: "Europe/Berlin")
    return Room(records)


def tab(visit: Visit, room: Room, token: str = TEACHER) -> Any:
    test = visit("teach", token)
    test.query_params["class"] = str(room.id)
    test.session_state["view"] = "grades"
    return test.run()


def press(test: Any, label: str) -> Any:
    [button] = [each for each in test.button if each.label == label]
    return button.click().run()


def tables(test: Any) -> str:
    return "\n".join(each.proto.body for each in test.get("html") if "<table" in each.proto.body)


def test_the_table_shows_points_and_totals(visit: Visit, room: Room) -> None:
    room.answer(CODE, "code", True)
    test = tab(visit, room)
    assert not test.exception
    shown = tables(test)
    points = catalogue()[CODE].points
    assert "&lt;b&gt;Heron&lt;/b&gt;" in shown and "<b>" not in shown
    assert f"<td>{points}</td>" in shown and "Robin" in shown
    labels = [each.proto.label for each in test.get("download_button")]
    assert labels == ["Download all as CSV", "For Canvas", "For Moodle"]
    [which] = [each for each in test.selectbox if each.label == "Which grades"]
    assert which.options[:2] == ["Pixelwise total", "Pixelwise unit: Final-Score"]
    assert "no student id" in texts(test) and "\\<b\\>Heron" in texts(test)


def test_an_empty_class_says_what_will_be_here(visit: Visit, room: Room) -> None:
    for each in room.hosting.assignments.units(room.who):
        room.hosting.assignments.delete_unit(room.who, each.id)
    assert "once exercises are assigned" in texts(tab(visit, room))


def test_a_number_that_was_misread_once_passes_when_it_is_graded_again(visit: Visit, room: Room) -> None:
    room.answer(NUMBER, "4,608", False)  # 4608, as it is written in English
    room.answer(NUMBER, "17", False)
    test = tab(visit, room)
    press(test, "Try it out")
    assert "2 answers were graded, and 1 come out otherwise." in texts(test)
    assert "passes now" in texts(test)
    assert room.hosting.regrades.of_class(room.who) == ()
    press(test, "Have this count")
    book = room.hosting.gradebooks.of(room.who)
    assert max(book.points(each.member, NUMBER) or 0 for each in book.students) == catalogue()[NUMBER].points
    assert "2 answers, 1 changed" in texts(test)
    press(test, "Try it out")
    assert "and 0 come out otherwise" in texts(test)


def test_code_is_run_again_and_old_tasks_are_left_alone(visit: Visit, room: Room) -> None:
    solution = catalogue()[CODE].solution_source
    right = room.answer(CODE, solution, False, variant_seed=9)
    room.answer(CODE, "def argmax(", True, content_hash="an earlier version")
    older = room.answer(NUMBER, "4608", False, content_hash="an earlier version")
    done: list[int] = []
    trial = try_out(CODE, room.hosting.regrades.answers(room.who, CODE), done.append)
    assert done == [1, 2] and trial.graded == 2
    assert [(each.answer.attempt == right, each.outcome.passed) for each in trial.differences] == [
        (True, True),
        (False, False),
    ]
    trial = try_out(NUMBER, room.hosting.regrades.answers(room.who, NUMBER), done.append)
    assert (trial.graded, trial.older, trial.differences) == (0, 1, ()) and older


def test_who_may_look_can_try_but_not_have_it_count(visit: Visit, room: Room) -> None:
    room.answer(NUMBER, "4,608", False)
    assert room.hosting.classrooms.enter("q" * 43, room.hosting.classrooms.renew_link(room.who, Role.LOOKS))
    test = tab(visit, room, "q" * 43)
    press(test, "Try it out")
    assert "passes now" in texts(test)
    assert "Have this count" not in [each.label for each in test.button]


def test_an_exported_file_comes_back_filled(visit: Visit, room: Room) -> None:
    room.answer(CODE, "code", True)
    test = tab(visit, room)
    [upload] = test.get("file_uploader")
    exported = "Student,ID,Section,Pixelwise total (7)\n<b>Heron</b>,1,A,\nRobin,2,A,3\nElse,3,A,5\n"
    upload.set_value(("grades.csv", exported.encode(), "text/csv")).run()
    assert "1 grades filled in where there was none, 0 changed, 0 the same already." in texts(test)
    assert "of nobody in the class" in texts(test) and "- Else" in texts(test)
    labels = [each.proto.label for each in test.get("download_button")]
    assert labels[-1] == "Download the filled file"
    upload = test.get("file_uploader")[0]
    upload.set_value(("grades.csv", b"nothing", "text/csv")).run()
    assert "Export the gradebook as CSV" in test.error[0].value and not test.exception
