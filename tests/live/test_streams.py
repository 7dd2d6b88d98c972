"""Who is told of changes in a class, how soon and how often, and what it costs to ask for more."""

import time
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from app.classroom import Records
from app.classroom.hosting import Change, Hosting, Opened, Role
from app.http.identity import Signer
from app.live import Live
from tests.live.conftest import KEY, MOST
from tests.live.streams import Stream
from tests.waits import until

OWNER, STUDENT, STRANGER, OTHER = "o" * 43, "s" * 43, "x" * 43, "t" * 43
Listen = Callable[..., Stream]


@pytest.fixture
def opened(hosting: Hosting) -> Opened:
    return hosting.classrooms.open(OWNER, "Vision")


@pytest.fixture
def classroom(opened: Opened) -> UUID:
    return opened.classroom.id


@pytest.fixture
def student(records: Records, hosting: Hosting, opened: Opened) -> UUID:
    learner = records.ensure_learner(STUDENT)
    hosting.members.join(learner, opened.classroom.join_code, "Heron")
    return learner


def tell(records: Records, classroom: UUID, *topics: str) -> None:
    for topic in topics:
        with records.database.write() as connection:
            records.changes.tell(connection, Change(classroom, topic))


def heard(stream: Stream, topic: str) -> bool:
    """Wait for a topic; there may be others before it."""
    while (told := stream.topic()) not in {topic, None}:
        pass
    return told == topic


def test_members_and_instructors_are_told(
    records: Records, opened: Opened, classroom: UUID, student: UUID, hosting: Hosting, listen: Listen
) -> None:
    hosting.classrooms.enter(OTHER, opened.looking_secret)
    streams = [listen(token, classroom) for token in (OWNER, OTHER, STUDENT)]
    for stream in streams:
        assert stream.status == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["cache-control"] == "no-store"
        assert stream.headers["x-accel-buffering"] == "no"
        assert stream.topic() == "all", "whatever was before, is to be looked at"
    for topic in ("pace", "poll", "help"):
        tell(records, classroom, topic)
        assert [heard(stream, topic) for stream in streams] == [True] * 3


def test_students_do_not_hear_of_the_work_of_others(
    records: Records, classroom: UUID, student: UUID, listen: Listen, make_attempt: Callable
) -> None:
    theirs, own = listen(STUDENT, classroom), listen(OWNER, classroom)
    assert (theirs.topic(), own.topic()) == ("all", "all")
    records.record(make_attempt(student))
    assert heard(own, "work")
    tell(records, classroom, "members", "pace")
    assert [topic for topic in theirs.topics_for(1) if topic != "all"] == ["pace"]


@pytest.mark.parametrize("kind", ["stranger", "no class", "no id", "no cookie", "forged"])
def test_who_may_not_gets_the_same_answer_whatever_the_reason(
    kind: str, live_url: str, classroom: UUID, student: UUID, live: Live
) -> None:
    cookie = Signer([KEY]).sign(STRANGER if kind == "stranger" else OWNER)
    place = {"no class": str(uuid4()), "no id": "vision"}.get(kind, str(classroom))
    if kind in {"no cookie", "forged"}:
        cookie = "" if kind == "no cookie" else Signer(["another key, of as many characters"]).sign(OWNER)
    with Stream(f"{live_url}/live/{place}", cookie) as stream:
        assert (stream.status, stream.headers["content-length"]) == (404, "0")
    assert live.streams == 0


def test_a_stream_ends_when_leave_is_withdrawn(
    records: Records, hosting: Hosting, opened: Opened, classroom: UUID, student: UUID, listen: Listen
) -> None:
    hosting.classrooms.enter(OTHER, opened.looking_secret)
    looks, theirs, own = (listen(token, classroom) for token in (OTHER, STUDENT, OWNER))
    teacher = hosting.classrooms.teacher(OWNER, classroom)
    assert teacher
    hosting.classrooms.renew_link(teacher, Role.LOOKS)
    while (topic := looks.topic()) is not None:
        assert topic in {"all", "members"}
    hosting.members.leave(student, classroom)
    while (topic := theirs.topic()) is not None:
        assert topic == "all", "the page looks, and finds out"
    tell(records, classroom, "pace")
    assert heard(own, "pace"), "who may stay hears on"


def test_who_deletes_their_data_hears_no_more(
    records: Records, classroom: UUID, student: UUID, listen: Listen
) -> None:
    stream = listen(STUDENT, classroom)
    assert stream.topic() == "all"
    records.forget(student)
    while stream.topic() is not None:
        pass


def test_many_changes_are_told_as_a_few(records: Records, classroom: UUID, listen: Listen) -> None:
    stream = listen(OWNER, classroom)
    assert stream.topic() == "all"
    stream.topics_for(0.5)  # the server of PostgreSQL is heard from now on, and that is told too
    started = time.monotonic()
    for _ in range(60):
        tell(records, classroom, "work")
        time.sleep(0.01)
    took = time.monotonic() - started
    tell(records, classroom, "help")
    topics: list[str | None] = []
    while "help" not in topics:
        topics.append(stream.topic())
    assert set(topics) == {"work", "help"}
    assert 2 <= topics.count("work") <= took / 0.25 + 2


@pytest.mark.timed
def test_a_first_change_is_told_at_once(records: Records, classroom: UUID, listen: Listen) -> None:
    stream = listen(OWNER, classroom)
    assert stream.topic() == "all"
    stream.topics_for(0.5)
    started = time.monotonic()
    tell(records, classroom, "pace")
    assert stream.topic() == "pace"
    assert time.monotonic() - started < 0.2


def test_a_gap_is_told_to_every_class(
    records: Records, hosting: Hosting, classroom: UUID, listen: Listen
) -> None:
    other = hosting.classrooms.open(OWNER, "Another").classroom.id
    streams = [listen(OWNER, each) for each in (classroom, other)]
    for stream in streams:
        assert stream.topic() == "all"
        stream.topics_for(0.5)
    records.changes._dispatch(Change(None, "all"))
    assert [stream.topic() for stream in streams] == ["all", "all"]


def test_streams_are_counted_and_those_that_end_make_room(
    classroom: UUID, student: UUID, listen: Listen, live: Live
) -> None:
    school = {"x-forwarded-for": "203.0.113.5"}
    one_browser = [listen(OWNER, classroom, **school) for _ in range(8)]
    assert {each.status for each in one_browser} == {200}
    ninth = listen(OWNER, classroom, **school)
    assert (ninth.status, ninth.headers["retry-after"]) == (503, "20")
    assert listen(STUDENT, classroom, **school).status == 200
    assert listen(STUDENT, classroom, **school).status == 503, "one address has three quarters of twelve"
    rest = [listen(STUDENT, classroom) for _ in range(3)]
    assert {each.status for each in rest} == {200}
    assert live.streams == MOST
    assert listen(STUDENT, classroom).status == 503
    one_browser[0].close()
    until(lambda: live.streams == MOST - 1)
    assert listen(STUDENT, classroom, **school).status == 200


def test_a_stream_gives_signs_of_life(classroom: UUID, records: Records, listen: Listen) -> None:
    stream = listen(OWNER, classroom)
    assert stream.topic() == "all"
    time.sleep(0.5)
    tell(records, classroom, "pace")
    assert heard(stream, "pace")
    assert stream.beats >= 2
