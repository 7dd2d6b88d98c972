from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from app.classroom import Attempt, Records, schema
from app.classroom.hosting import Hosting, Keeps, NotAllowedError, Role, Rules, Teacher, Thing, tables
from app.classroom.hosting.regrades import Regraded
from exercises._engine.types import Verdict, VerdictKind

OWNER, STUDENT, OTHER = "o" * 43, "s" * 43, "t" * 43
MakeAttempt = Callable[..., Attempt]


class Room:
    """A class with two exercises in two units, and two students."""

    def __init__(self, hosting: Hosting, records: Records) -> None:
        self.hosting = hosting
        opened = hosting.classrooms.open(OWNER, "Vision").classroom
        self.code = opened.join_code
        who = hosting.classrooms.teacher(OWNER, opened.id)
        assert who
        self.who: Teacher = who
        for title, exercise in (("Week 1", "mean_iou"), ("Week 2", "dice")):
            unit = hosting.assignments.add_unit(who, title)
            hosting.assignments.add(who, unit, [Thing(section="a/b"), Thing(exercise=exercise)])
        self.learners = [records.ensure_learner(each) for each in (STUDENT, OTHER)]
        self.members = [
            hosting.members.join(each, self.code, name).member
            for each, name in zip(self.learners, ("Robin", "Heron"), strict=True)
        ]

    def item(self, unit: int = 0) -> UUID:
        return self.hosting.assignments.units(self.who)[unit].items[1].id

    def points(self, student: int = 0, exercise: str = "mean_iou") -> Decimal | None:
        return self.hosting.gradebooks.of(self.who).points(self.members[student], exercise)


@pytest.fixture
def room(hosting: Hosting, records: Records) -> Room:
    return Room(hosting, records)


def test_points_follow_the_rules_of_each_exercise(
    records: Records, room: Room, make_attempt: MakeAttempt
) -> None:
    mine, other = room.learners
    records.record(make_attempt(mine, passed=True, points=10))
    records.record(make_attempt(mine))
    records.record(make_attempt(mine, passed=True, points=7, exercise="dice"))
    records.record(make_attempt(mine, passed=True, exercise="not assigned"))
    invalid = Verdict("dice", False, VerdictKind.INVALID, "No.")
    records.record(make_attempt(other, exercise="dice", verdict=invalid))
    book = room.hosting.gradebooks.of(room.who)
    assert [each.name for each in book.students] == ["Heron", "Robin"]
    assert book.exercises == (("mean_iou", "Week 1"), ("dice", "Week 2"))
    assert (book.total(room.members[0]), book.total(room.members[0], "Week 2")) == (17, 7)
    assert book.total(room.members[1]) is None
    room.hosting.assignments.set_rules(room.who, [room.item()], Rules(keeps=Keeps.LAST))
    assert room.points() == 0
    due = schema.now() - timedelta(hours=1)
    room.hosting.assignments.set_rules(room.who, [room.item()], Rules(due=due, late_percent=25))
    assert room.points() == Decimal("7.5")
    room.hosting.assignments.extend(room.who, room.item(), room.members[0], schema.now(), None)
    assert room.points() == 10


def test_a_student_who_was_merged_has_the_answers_of_both(
    records: Records, room: Room, make_attempt: MakeAttempt
) -> None:
    mine, other = room.learners
    records.record(make_attempt(mine))
    records.record(make_attempt(other, passed=True, points=10))
    records.record(make_attempt(mine, exercise="dice"))
    room.hosting.register.merge(room.who, room.members[1], room.members[0])
    book = room.hosting.gradebooks.of(room.who)
    assert [each.name for each in book.students] == ["Robin"]
    grade = book.grades[room.members[0], "mean_iou"]
    assert (grade.points, grade.attempts, grade.passed) == (10, 2, True)
    room.hosting.assignments.set_rules(room.who, [room.item()], Rules(attempts=1))
    assert room.points() == 0  # the first of their answers, whoever gave it


def test_the_roster_tells_who_somebody_is(records: Records, room: Room) -> None:
    entry = {
        "id": uuid4(),
        "classroom_id": room.who.classroom,
        "student_id": "s-12",
        "digest": "d",
        "name": "Ada",
    }
    with records.database.write() as connection:
        connection.execute(tables.roster_entry.insert().values(**entry))
        mine = tables.member.c.id == room.members[0]
        connection.execute(tables.member.update().where(mine).values(roster_entry_id=entry["id"]))
    known, unknown = room.hosting.gradebooks.of(room.who).students
    assert (known.name, known.student_id, known.roster_name) == ("Robin", "s-12", "Ada")
    assert (unknown.name, unknown.student_id) == ("Heron", "")


def test_who_has_no_leave_sees_no_grades(room: Room) -> None:
    stranger = Teacher(room.who.classroom, OTHER, Role.TEACHES)
    for look in (
        lambda: room.hosting.gradebooks.of(stranger),
        lambda: room.hosting.regrades.answers(stranger, "mean_iou"),
        lambda: room.hosting.regrades.of_class(stranger),
    ):
        with pytest.raises(NotAllowedError):
            look()


def test_a_regrade_counts_in_the_class_and_changes_no_attempt(
    records: Records, room: Room, make_attempt: MakeAttempt
) -> None:
    mine = room.learners[0]
    wrong = make_attempt(mine, submission="4,608", variant_seed=3)
    records.record(wrong)
    before = records.attempts(mine)
    (answer,) = room.hosting.regrades.answers(room.who, "mean_iou")
    assert (answer.attempt, answer.submission, answer.variant_seed) == (wrong.id, "4,608", 3)
    assert room.points() == 0
    room.hosting.regrades.record(room.who, "mean_iou", "new", 1, [Regraded(wrong.id, True, "passed")])
    assert room.points() == 10
    (standing,) = room.hosting.standings.of(mine, "mean_iou")
    assert standing.passed
    assert records.attempts(mine) == before and not records.progress(mine).of("mean_iou").passed
    (answer,) = room.hosting.regrades.answers(room.who, "mean_iou")
    assert answer.passed and answer.kind == "passed"
    # Another one counts in the place of the first.
    room.hosting.regrades.record(room.who, "mean_iou", "newer", 1, [Regraded(wrong.id, False, "wrong")])
    assert room.points() == 0
    assert [each.changed for each in room.hosting.regrades.of_class(room.who)] == [1, 1]


def test_a_regrade_is_of_ones_own_class_only(
    records: Records, hosting: Hosting, room: Room, make_attempt: MakeAttempt
) -> None:
    stranger = records.ensure_learner("q" * 43)
    theirs, elsewhere = make_attempt(stranger), make_attempt(room.learners[0], exercise="dice")
    for each in (theirs, elsewhere):
        records.record(each)
        with pytest.raises(NotAllowedError, match="Try it out again"):
            hosting.regrades.record(room.who, "mean_iou", "new", 1, [Regraded(each.id, True, "passed")])
    looks = hosting.classrooms.enter("p" * 43, hosting.classrooms.renew_link(room.who, Role.LOOKS))
    assert looks and hosting.regrades.answers(looks, "dice")
    with pytest.raises(NotAllowedError, match="look only"):
        hosting.regrades.record(looks, "dice", "new", 1, [])
    assert hosting.regrades.of_class(room.who) == ()
