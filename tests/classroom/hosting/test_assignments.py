from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.classroom import LimitError, Records, RecordsError, TooLargeError, schema
from app.classroom.hosting import (
    Hosting,
    NotAllowedError,
    Rules,
    Solution,
    Teacher,
    Thing,
    assignments,
)

OWNER, STUDENT, OTHER = "o" * 43, "s" * 43, "t" * 43
SECTION, FIRST, SECOND = Thing(section="argmax/levels"), Thing(exercise="one"), Thing(exercise="two")


@pytest.fixture
def who(hosting: Hosting) -> Teacher:
    opened = hosting.classrooms.open(OWNER, "Vision")
    found = hosting.classrooms.teacher(OWNER, opened.classroom.id)
    assert found
    return found


@pytest.fixture
def unit(hosting: Hosting, who: Teacher) -> UUID:
    id = hosting.assignments.add_unit(who, "Week  1")
    hosting.assignments.add(who, id, [SECTION, FIRST, SECOND])
    return id


def things(hosting: Hosting, who: Teacher) -> list[list[Thing]]:
    return [[item.thing for item in each.items] for each in hosting.assignments.units(who)]


def test_units_keep_their_order_and_let_it_be_changed(hosting: Hosting, who: Teacher, unit: UUID) -> None:
    other = hosting.assignments.add_unit(who, "Week 2")
    assert [each.title for each in hosting.assignments.units(who)] == ["Week 1", "Week 2"]
    hosting.assignments.move_unit(who, other, -1)
    hosting.assignments.rename_unit(who, other, "Start")
    assert [each.title for each in hosting.assignments.units(who)] == ["Start", "Week 1"]
    hosting.assignments.move_unit(who, other, -5)
    assert [each.title for each in hosting.assignments.units(who)] == ["Start", "Week 1"]
    last = hosting.assignments.units(who)[1].items[2].id
    hosting.assignments.move(who, last, -1)
    assert things(hosting, who)[1] == [SECTION, SECOND, FIRST]
    hosting.assignments.move(who, last, 9)
    assert things(hosting, who)[1] == [SECTION, FIRST, SECOND]
    hosting.assignments.remove(who, last)
    hosting.assignments.delete_unit(who, other)
    assert things(hosting, who) == [[SECTION, FIRST]]


def test_an_exercise_is_in_one_unit_of_a_class(hosting: Hosting, who: Teacher, unit: UUID) -> None:
    other = hosting.assignments.add_unit(who, "Week 2")
    with pytest.raises(RecordsError, match="“Week 1” has one"):
        hosting.assignments.add(who, other, [SECTION, FIRST])
    assert things(hosting, who)[1] == []
    hosting.assignments.add(who, other, [SECTION, SECTION])
    hosting.assignments.add(who, other, [SECTION])
    assert things(hosting, who)[1] == [SECTION]


def test_who_may_look_or_teaches_another_class_changes_nothing(
    hosting: Hosting, who: Teacher, unit: UUID
) -> None:
    elsewhere = hosting.classrooms.open(OTHER, "Elsewhere")
    stranger = hosting.classrooms.teacher(OTHER, elsewhere.classroom.id)
    looking = hosting.classrooms.open(OWNER, "Third")
    looks = hosting.classrooms.enter(OTHER, looking.looking_secret)
    assert stranger and looks
    item = hosting.assignments.units(who)[0].items[1].id
    with pytest.raises(NotAllowedError, match="look only"):
        hosting.assignments.add_unit(looks, "Mine")
    with pytest.raises(NotAllowedError, match="no such unit"):
        hosting.assignments.add(stranger, unit, [Thing(exercise="three")])
    with pytest.raises(NotAllowedError, match="no such exercise"):
        hosting.assignments.extend(stranger, item, uuid4(), None, 3)
    for change in (
        lambda: hosting.assignments.delete_unit(stranger, unit),
        lambda: hosting.assignments.rename_unit(stranger, unit, "Mine"),
        lambda: hosting.assignments.move_unit(stranger, unit, 1),
        lambda: hosting.assignments.remove(stranger, item),
        lambda: hosting.assignments.move(stranger, item, 1),
        lambda: hosting.assignments.set_rules(stranger, [item], Rules(attempts=1)),
        lambda: hosting.assignments.set_closed(stranger, [item], True),
    ):
        change()
    (same,) = hosting.assignments.units(who)
    assert same.title == "Week 1" and things(hosting, who) == [[SECTION, FIRST, SECOND]]
    assert all(each.rules == Rules() for each in same.items)


def test_rules_are_kept_as_they_are_set(hosting: Hosting, who: Teacher, unit: UUID) -> None:
    now = schema.now()
    rules = Rules(False, 3, 60, now, now + timedelta(days=1), 25, solution=Solution.DUE)
    _, first, second = (each.id for each in hosting.assignments.units(who)[0].items)
    hosting.assignments.set_rules(who, [first], rules)
    _, one, two = hosting.assignments.units(who)[0].items
    assert one.rules == rules and two.rules == Rules()
    with pytest.raises(ValueError, match="open before it is due"):
        hosting.assignments.set_rules(who, [second], Rules(opens=now, due=now))


def test_numbers_are_bounded(hosting: Hosting, who: Teacher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assignments, "MOST_UNITS", 1)
    monkeypatch.setattr(assignments, "MOST_ITEMS", 1)
    unit = hosting.assignments.add_unit(who, "Week 1")
    with pytest.raises(LimitError, match="Remove one"):
        hosting.assignments.add_unit(who, "Week 2")
    with pytest.raises(LimitError, match="another unit"):
        hosting.assignments.add(who, unit, [FIRST, SECOND])
    with pytest.raises(TooLargeError):
        hosting.assignments.rename_unit(who, unit, "x" * 81)


def test_a_learner_sees_the_units_of_their_classes(
    hosting: Hosting, records: Records, who: Teacher, unit: UUID
) -> None:
    learner = records.ensure_learner(STUDENT)
    assert hosting.assignments.of_learner(learner) == ()
    hosting.members.join(learner, hosting.classrooms.get(who).join_code, "Heron")
    first = hosting.assignments.units(who)[0].items[1].id
    hosting.assignments.set_rules(who, [first], Rules(attempts=2))
    (mine,) = hosting.assignments.of_learner(learner)
    assert (mine.id, mine.title, mine.class_name) == (unit, "Week 1", "Vision")
    section, one, two = mine.tasks
    assert section.thing == SECTION and section.standing is None
    assert one.standing and one.standing.left == 2
    assert two.standing and two.standing.left is None
    assert hosting.assignments.as_student(who) == (mine,)
    assert len(hosting.members.of_class(who)) == 1


def test_a_copy_has_the_units_and_none_of_the_students(
    hosting: Hosting, records: Records, who: Teacher, unit: UUID
) -> None:
    learner = records.ensure_learner(STUDENT)
    hosting.members.join(learner, hosting.classrooms.get(who).join_code, "Heron")
    hosting.classrooms.change(who, stuck_minutes=7, roster_only=True)
    due = schema.now()
    items = [each.id for each in hosting.assignments.units(who)[0].items]
    hosting.assignments.set_rules(who, items[1:2], Rules(attempts=2, due=due, late_percent=10))
    hosting.assignments.set_closed(who, items[1:], True)
    opened = hosting.assignments.copy_class(who, "Vision, spring", timedelta(weeks=26))
    assert opened.classroom.name == "Vision, spring" and opened.classroom.stuck_minutes == 7
    assert (
        opened.classroom.roster_only and opened.classroom.join_code != hosting.classrooms.get(who).join_code
    )
    copied = hosting.classrooms.teacher(OWNER, opened.classroom.id)
    assert copied and hosting.classrooms.enter(OTHER, opened.looking_secret)
    assert things(hosting, copied) == things(hosting, who)
    rules = [each.rules for each in hosting.assignments.units(copied)[0].items]
    assert rules[1] == Rules(attempts=2, due=due + timedelta(weeks=26), late_percent=10)
    assert rules[2] == Rules()
    assert hosting.members.of_class(copied) == ()
    hosting.assignments.delete_unit(copied, hosting.assignments.units(copied)[0].id)
    assert things(hosting, who) == [[SECTION, FIRST, SECOND]]
