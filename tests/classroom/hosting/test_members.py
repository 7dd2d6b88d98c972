from uuid import UUID

import pytest

from app.classroom import LimitError, Records
from app.classroom.hosting import Hosting, NotAllowedError, Opened, Teacher, WrongCodeError, codes, members

OWNER, STUDENT, OTHER = "o" * 43, "s" * 43, "t" * 43


@pytest.fixture
def learner(records: Records) -> UUID:
    return records.ensure_learner(STUDENT)


def test_a_learner_joins_with_the_code_as_people_type_it(
    hosting: Hosting, opened: Opened, owner: Teacher, learner: UUID
) -> None:
    joined = hosting.members.join(learner, codes.shown(opened.classroom.join_code).lower(), " Blue  heron ")
    assert (joined.classroom, joined.class_name, joined.name) == (opened.classroom.id, "Vision", "Blue heron")
    assert hosting.members.of_learner(learner) == (joined,)
    [seen] = hosting.members.of_class(owner)
    assert (seen.id, seen.learner, seen.name) == (joined.member, learner, "Blue heron")
    again = hosting.members.join(learner, opened.classroom.join_code, "Grey heron")
    assert again.member == joined.member and again.name == "Grey heron"


@pytest.mark.parametrize("code", ["", "AAAAAAAA", "not a code", "AAAA-AAA0", "x" * 10_000])
def test_a_wrong_code_says_the_same_whatever_is_wrong(hosting: Hosting, learner: UUID, code: str) -> None:
    with pytest.raises(WrongCodeError, match="No class can be joined"):
        hosting.members.join(learner, code, "Heron")


def test_nobody_joins_where_joining_is_over(
    hosting: Hosting, opened: Opened, owner: Teacher, learner: UUID
) -> None:
    hosting.classrooms.change(owner, join_open=False)
    with pytest.raises(WrongCodeError):
        hosting.members.join(learner, opened.classroom.join_code, "Heron")


def test_a_class_takes_a_bounded_number(
    hosting: Hosting, records: Records, opened: Opened, learner: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "MOST_MEMBERS", 1)
    hosting.members.join(learner, opened.classroom.join_code, "Heron")
    with pytest.raises(LimitError, match="takes no more"):
        hosting.members.join(records.ensure_learner(OTHER), opened.classroom.join_code, "Stork")
    hosting.members.join(learner, opened.classroom.join_code, "Still here")


def test_a_member_leaves(hosting: Hosting, opened: Opened, owner: Teacher, learner: UUID) -> None:
    joined = hosting.members.join(learner, opened.classroom.join_code, "Heron")
    hosting.members.be_quiet(learner, opened.classroom.id, True)
    assert hosting.members.of_learner(learner)[0].quiet and not joined.quiet
    hosting.members.leave(learner, opened.classroom.id)
    assert hosting.members.of_learner(learner) == () == hosting.members.of_class(owner)
    with pytest.raises(NotAllowedError):
        hosting.members.leave(learner, opened.classroom.id)


def test_who_recovers_their_records_is_in_their_class_and_in_the_new_one(
    hosting: Hosting, records: Records, opened: Opened, owner: Teacher, learner: UUID
) -> None:
    second = hosting.classrooms.open(OWNER, "Second")
    first = hosting.members.join(learner, opened.classroom.join_code, "Heron")
    code = records.new_recovery_code(learner)
    stranger = records.ensure_learner(OTHER)
    hosting.members.join(stranger, opened.classroom.join_code, "Heron again")
    joined = hosting.members.join(stranger, second.classroom.join_code, "Heron")
    assert records.recover(code, OTHER) == learner
    assert {each.member for each in hosting.members.of_learner(learner)} == {first.member, joined.member}
    assert [each.id for each in hosting.members.of_class(owner)] == [first.member]
