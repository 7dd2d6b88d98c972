"""What an instructor changes about students, and takes back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from app.classroom import Records, schema
from app.classroom.hosting import (
    CannotBeDoneError,
    Expected,
    Hosting,
    Member,
    Membership,
    NotAllowedError,
    Opened,
    Teacher,
    WrongCodeError,
    tables,
)

Come = Callable[..., Membership]
ADA, ALAN, EVE = "a" * 43, "b" * 43, "c" * 43


@pytest.fixture
def ada(come: Come) -> UUID:
    return come(ADA, "Ada").member


@pytest.fixture
def alan(come: Come) -> UUID:
    return come(ALAN, "Alan").member


def of(records: Records, token: str) -> UUID:
    learner = records.learner_of(token)
    assert learner
    return learner


def inside(hosting: Hosting, who: Teacher) -> dict[str, Member]:
    return {each.name: each for each in hosting.members.of_class(who) if each.removed is None}


def undo(hosting: Hosting, who: Teacher) -> str:
    last = hosting.register.last(who)
    assert last
    hosting.register.undo(who, last.id)
    return last.kind


def test_a_removed_student_is_out_until_put_back(
    hosting: Hosting, records: Records, owner: Teacher, ada: UUID, come: Come
) -> None:
    hosting.register.remove(owner, ada)
    assert hosting.members.of_learner(of(records, ADA)) == ()
    with pytest.raises(WrongCodeError):
        come(ADA, "Ada again")
    hosting.register.put_back(owner, [ada])
    assert [each.member for each in hosting.members.of_learner(of(records, ADA))] == [ada]
    assert undo(hosting, owner) == "put back" and not inside(hosting, owner)
    last = hosting.register.last(owner)
    assert last and (last.kind, last.names) == ("remove", ("Ada",))
    assert undo(hosting, owner) == "remove" and inside(hosting, owner).keys() == {"Ada"}
    assert hosting.register.last(owner) is None


def test_merged_students_are_one_and_their_records_stay_their_own(
    hosting: Hosting,
    records: Records,
    owner: Teacher,
    ada: UUID,
    alan: UUID,
    make_attempt: Callable[..., Any],
    opened: Opened,
    come: Come,
) -> None:
    first, second = of(records, ADA), of(records, ALAN)
    for learner in (first, second):
        records.record(make_attempt(learner))
    before = hosting.members.of_class(owner)
    hosting.register.merge(owner, alan, ada)
    [student] = hosting.members.of_class(owner)
    assert (student.id, student.learners) == (ada, (first, second))
    assert [len(records.attempts(learner)) for learner in (first, second)] == [1, 1]
    # Whichever browser they use, they are that one student.
    for learner in (first, second):
        assert [(each.member, each.name) for each in hosting.members.of_learner(learner)] == [(ada, "Ada")]
    assert come(ALAN, "Ada L.").member == ada
    assert [each.name for each in hosting.members.of_class(owner)] == ["Ada L."]
    hosting.register.remove(owner, ada)
    assert hosting.members.of_learner(second) == ()
    assert undo(hosting, owner) == "remove"
    assert undo(hosting, owner) == "merge"
    assert {each.id: each.learners for each in hosting.members.of_class(owner)} == {
        each.id: each.learners for each in before
    }


def test_of_three_browsers_one_student_is_made(
    hosting: Hosting, records: Records, owner: Teacher, ada: UUID, alan: UUID, come: Come
) -> None:
    eve = come(EVE, "Eve").member
    hosting.register.merge(owner, alan, ada)
    hosting.register.merge(owner, ada, eve)
    [student] = hosting.members.of_class(owner)
    assert student.id == eve and set(student.learners) == {of(records, each) for each in (ADA, ALAN, EVE)}
    with pytest.raises(CannotBeDoneError, match="not in the class any more"):
        hosting.register.remove(owner, alan)
    assert [undo(hosting, owner), undo(hosting, owner)] == ["merge", "merge"]
    assert inside(hosting, owner).keys() == {"Ada", "Alan", "Eve"}


def test_two_who_merge_at_once_lose_nobody(
    hosting: Hosting, owner: Teacher, ada: UUID, alan: UUID, in_threads: Callable[..., list[Any]]
) -> None:
    pairs = [(ada, alan), (alan, ada)] * 2
    done = in_threads(4, lambda number: hosting.register.merge(owner, *pairs[number]))
    assert done.count(None) == 1
    assert all(isinstance(each, CannotBeDoneError) for each in done if each)
    [student] = hosting.members.of_class(owner)
    assert len(student.learners) == 2


def test_who_leaves_leaves_with_all_their_browsers(
    hosting: Hosting, records: Records, owner: Teacher, opened: Opened, ada: UUID, alan: UUID
) -> None:
    hosting.register.merge(owner, alan, ada)
    hosting.members.leave(of(records, ALAN), opened.classroom.id)
    assert hosting.members.of_class(owner) == () == hosting.members.of_learner(of(records, ADA))
    undo(hosting, owner)
    assert hosting.members.of_class(owner) == (), "what is gone does not come back"


def test_merging_records_keeps_a_merged_student(
    hosting: Hosting, records: Records, owner: Teacher, ada: UUID, alan: UUID
) -> None:
    """The student merges their own records, by a recovery code, after the instructor has merged the two."""
    hosting.register.merge(owner, alan, ada)
    owner_of_code = of(records, ALAN)
    code = records.new_recovery_code(owner_of_code)
    assert records.recover(code, ADA) == owner_of_code
    [student] = hosting.members.of_class(owner)
    assert (student.id, student.learners) == (ada, (owner_of_code,))


def test_an_id_goes_to_whom_it_belongs(
    hosting: Hosting, owner: Teacher, ada: UUID, alan: UUID, come: Come
) -> None:
    hosting.rosters.add(owner, [Expected("s1", ""), Expected("s2", "")])
    first, second = hosting.rosters.of_class(owner)

    def ids() -> dict[str, str]:
        return {each.name: each.student_id for each in hosting.members.of_class(owner)}

    hosting.register.relink(owner, first.id, ada)
    hosting.register.relink(owner, first.id, alan)
    assert ids() == {"Ada": "", "Alan": "s1"}
    hosting.register.relink(owner, second.id, alan)
    assert ids() == {"Ada": "", "Alan": "s2"}
    undo(hosting, owner)
    undo(hosting, owner)
    assert ids() == {"Ada": "s1", "Alan": ""}
    hosting.register.relink(owner, first.id, None)
    assert ids() == {"Ada": "", "Alan": ""}
    come(ALAN, "Alan", "s1")
    last = hosting.register.last(owner)
    assert last
    with pytest.raises(CannotBeDoneError, match="Another student has the id"):
        hosting.register.undo(owner, last.id)
    assert ids() == {"Ada": "", "Alan": "s1"}
    with pytest.raises(CannotBeDoneError, match="not on the roster"):
        hosting.register.relink(owner, uuid4(), ada)


def test_a_merged_student_has_the_one_id(hosting: Hosting, owner: Teacher, ada: UUID, alan: UUID) -> None:
    hosting.rosters.add(owner, [Expected("s1", ""), Expected("s2", "")])
    first, second = hosting.rosters.of_class(owner)
    hosting.register.relink(owner, first.id, alan)
    hosting.register.merge(owner, alan, ada)
    assert hosting.members.of_class(owner)[0].student_id == "s1"
    undo(hosting, owner)
    hosting.register.relink(owner, second.id, ada)
    with pytest.raises(CannotBeDoneError, match="two people"):
        hosting.register.merge(owner, alan, ada)
    with pytest.raises(CannotBeDoneError, match="two different students"):
        hosting.register.merge(owner, ada, ada)


def test_only_the_last_change_is_taken_back(hosting: Hosting, owner: Teacher, ada: UUID, alan: UUID) -> None:
    hosting.register.remove(owner, ada)
    older = hosting.register.last(owner)
    hosting.register.remove(owner, alan)
    assert older
    with pytest.raises(CannotBeDoneError, match="changed meanwhile"):
        hosting.register.undo(owner, older.id)
    assert inside(hosting, owner) == {}


def test_who_may_look_changes_nothing(
    hosting: Hosting, owner: Teacher, looks: Teacher, ada: UUID, alan: UUID
) -> None:
    hosting.register.remove(owner, ada)
    last = hosting.register.last(looks)
    assert last
    for change in (
        lambda: hosting.register.remove(looks, alan),
        lambda: hosting.register.put_back(looks, [ada]),
        lambda: hosting.register.merge(looks, ada, alan),
        lambda: hosting.register.relink(looks, uuid4(), alan),
        lambda: hosting.register.undo(looks, last.id),
        lambda: hosting.register.way_back(looks, alan),
    ):
        with pytest.raises(NotAllowedError, match="look only"):
            change()


def test_no_change_reaches_another_class(hosting: Hosting, owner: Teacher, ada: UUID) -> None:
    second = hosting.classrooms.open("z" * 43, "Second")
    other = hosting.classrooms.teacher("z" * 43, second.classroom.id)
    assert other
    for change in (
        lambda: hosting.register.remove(other, ada),
        lambda: hosting.register.put_back(other, [ada]),
        lambda: hosting.register.way_back(other, ada),
    ):
        with pytest.raises(CannotBeDoneError, match="not in the class"):
            change()
    hosting.register.remove(owner, ada)
    last = hosting.register.last(owner)
    assert last and hosting.register.last(other) is None
    with pytest.raises(CannotBeDoneError):
        hosting.register.undo(other, last.id)


def test_a_student_whose_cookie_is_gone_comes_back_by_a_code_for_one_use(
    hosting: Hosting, records: Records, owner: Teacher, ada: UUID, make_attempt: Callable[..., Any]
) -> None:
    learner = of(records, ADA)
    records.record(make_attempt(learner))
    replaced, code = hosting.register.way_back(owner, ada), hosting.register.way_back(owner, ada)
    assert records.recover(replaced, "n" * 43) is None
    assert records.recover(code.lower().replace("-", " "), "n" * 43) == learner
    assert records.learner_of("n" * 43) == learner and len(records.attempts(learner)) == 1
    assert [each.member for each in hosting.members.of_learner(learner)] == [ada]
    assert records.recover(code, "m" * 43) is None, "it was for one use"


def test_a_code_back_holds_for_a_day(hosting: Hosting, records: Records, owner: Teacher, ada: UUID) -> None:
    code = hosting.register.way_back(owner, ada)
    with records.database.write() as connection:
        connection.execute(update(tables.way_back).values(expires=schema.now() - timedelta(seconds=1)))
    assert records.recover(code, "n" * 43) is None


def test_an_instructor_gets_at_nobodys_work_in_another_class(
    hosting: Hosting, records: Records, owner: Teacher, ada: UUID, come: Come
) -> None:
    code = hosting.register.way_back(owner, ada)
    second = hosting.classrooms.open("z" * 43, "Second").classroom
    come(ADA, "Ada", code=second.join_code)
    assert records.recover(code, "n" * 43) is None
    with pytest.raises(CannotBeDoneError, match="in another class too"):
        hosting.register.way_back(owner, ada)


def test_a_removed_student_has_no_way_back(
    hosting: Hosting, records: Records, owner: Teacher, ada: UUID
) -> None:
    code = hosting.register.way_back(owner, ada)
    hosting.register.remove(owner, ada)
    assert records.recover(code, "n" * 43) is None


def test_a_name_goes_with_its_student(
    hosting: Hosting, records: Records, owner: Teacher, ada: UUID, alan: UUID
) -> None:
    """Whoever deletes all that is stored about them is in no list of changes either."""
    hosting.register.remove(owner, ada)
    records.forget(of(records, ADA))
    assert hosting.register.last(owner) is None  # what could be undone is gone with them
    with records.database.read() as connection:
        kept = connection.execute(tables.roster_change.select()).all()
    assert "Ada" not in repr(kept)
    assert inside(hosting, owner).keys() == {"Alan"}
