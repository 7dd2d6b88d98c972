import uuid

import pytest

from app.classroom import LimitError, Records, TooLargeError
from app.classroom.hosting import Hosting, NotAllowedError, Role, Teacher, classrooms, codes

OWNER, OTHER, THIRD = "o" * 43, "p" * 43, "q" * 43


def test_whoever_opens_a_class_teaches_it(hosting: Hosting) -> None:
    opened = hosting.classrooms.open(OWNER, "  Computer   vision ")
    assert opened.classroom.name == "Computer vision"
    assert codes.read(codes.shown(opened.classroom.join_code).lower()) == opened.classroom.join_code
    who = hosting.classrooms.teacher(OWNER, opened.classroom.id)
    assert who and who == Teacher(opened.classroom.id, OWNER, Role.TEACHES)
    assert hosting.classrooms.get(who) == opened.classroom
    assert hosting.classrooms.taught_by(OWNER) == ((opened.classroom, Role.TEACHES),)
    assert hosting.classrooms.teacher(OTHER, opened.classroom.id) is None
    assert hosting.classrooms.taught_by(OTHER) == ()


def test_the_links_let_in_by_their_roles(hosting: Hosting) -> None:
    opened = hosting.classrooms.open(OWNER, "Vision")
    assert hosting.classrooms.enter(OTHER, "x" * 43) is None
    looks = hosting.classrooms.enter(OTHER, opened.looking_secret)
    assert looks is not None and looks.role is Role.LOOKS
    assert hosting.classrooms.get(looks).name == "Vision"
    with pytest.raises(NotAllowedError, match="look only"):
        hosting.classrooms.change(looks, name="Mine")
    teaches = hosting.classrooms.enter(OTHER, opened.teaching_secret)
    assert teaches is not None and teaches.role is Role.TEACHES
    assert hosting.classrooms.change(teaches, name="Ours", stuck_minutes=5).stuck_minutes == 5
    stays = hosting.classrooms.enter(OTHER, opened.looking_secret)
    assert stays is not None and stays.role is Role.TEACHES


def test_a_role_that_somebody_makes_up_gives_no_leave(hosting: Hosting) -> None:
    opened = hosting.classrooms.open(OWNER, "Vision")
    looks = hosting.classrooms.enter(OTHER, opened.looking_secret)
    assert looks is not None
    for forged in (
        Teacher(opened.classroom.id, OTHER, Role.TEACHES),
        Teacher(opened.classroom.id, THIRD, Role.TEACHES),
        Teacher(uuid.uuid4(), OWNER, Role.TEACHES),
    ):
        with pytest.raises(NotAllowedError):
            hosting.classrooms.delete(forged)


def test_a_new_link_ends_the_old_one_and_the_browsers_it_let_in(hosting: Hosting) -> None:
    opened = hosting.classrooms.open(OWNER, "Vision")
    owner = hosting.classrooms.teacher(OWNER, opened.classroom.id)
    other = hosting.classrooms.enter(OTHER, opened.teaching_secret)
    looks = hosting.classrooms.enter(THIRD, opened.looking_secret)
    assert owner and other and looks
    secret = hosting.classrooms.renew_link(owner, Role.TEACHES)
    assert hosting.classrooms.get(owner) and hosting.classrooms.get(looks)
    with pytest.raises(NotAllowedError, match="newest instructor link"):
        hosting.classrooms.get(other)
    assert hosting.classrooms.enter(OTHER, opened.teaching_secret) is None
    assert hosting.classrooms.enter(OTHER, secret) is not None


def test_a_new_join_code_replaces_the_old_one(hosting: Hosting) -> None:
    opened = hosting.classrooms.open(OWNER, "Vision")
    who = hosting.classrooms.teacher(OWNER, opened.classroom.id)
    assert who
    code = hosting.classrooms.renew_join_code(who)
    assert code != opened.classroom.join_code
    assert hosting.classrooms.get(who).join_code == code


def test_a_name_is_text_of_bounded_length(hosting: Hosting) -> None:
    with pytest.raises(ValueError, match="at least one"):
        hosting.classrooms.open(OWNER, " \n ")
    with pytest.raises(TooLargeError, match="81"):
        hosting.classrooms.open(OWNER, "x" * 81)
    who = hosting.classrooms.open(OWNER, "NUL \0 and \ud800").classroom
    assert hosting.classrooms.taught_by(OWNER)[0][0].name == who.name


def test_one_browser_teaches_a_bounded_number(hosting: Hosting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classrooms, "MOST_OF_ONE_BROWSER", 2)
    for name in ("One", "Two"):
        hosting.classrooms.open(OWNER, name)
    with pytest.raises(LimitError, match="Delete one"):
        hosting.classrooms.open(OWNER, "Three")
    hosting.classrooms.open(OTHER, "Another's")


def test_a_deleted_class_leaves_its_students_their_work(hosting: Hosting, records: Records) -> None:
    opened = hosting.classrooms.open(OWNER, "Vision")
    learner = records.ensure_learner(OTHER)
    hosting.members.join(learner, opened.classroom.join_code, "Heron")
    who = hosting.classrooms.teacher(OWNER, opened.classroom.id)
    assert who
    hosting.classrooms.delete(who)
    assert hosting.members.of_learner(learner) == ()
    assert records.learner_of(OTHER) == learner
