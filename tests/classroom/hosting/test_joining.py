"""The doors of a class: what honest students type opens them, what somebody guesses does not."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from app.classroom import Records, schema
from app.classroom.hosting import (
    Browser,
    Expected,
    Hosting,
    Membership,
    Opened,
    Role,
    Teacher,
    TooManyGuessesError,
    WaitsError,
    WrongCodeError,
    codes,
    members,
    pseudonyms,
    tables,
    throttle,
)
from app.classroom.hosting.throttle import Throttle

Come = Callable[..., Membership]
HERE = "192.0.2.1"


def guess(draw: random.Random) -> str:
    return "".join(draw.choices(codes.ALPHABET, k=codes.LENGTH))


def leave_alone(records: Records, opened: Opened) -> None:
    """Make the class one that nobody has joined, and whose code nobody has looked at, for a day."""
    before = schema.now() - timedelta(days=1)
    with records.database.write() as connection:
        for table, column in ((tables.classroom, "code_shown"), (tables.member, "joined")):
            connection.execute(update(table).values({column: before}))


def learners(records: Records) -> int:
    with records.database.read() as connection:
        return connection.execute(select(func.count()).select_from(schema.learner)).scalar_one()


def test_ten_thousand_guesses_let_nobody_in_and_keep_nobody_out(
    hosting: Hosting, records: Records, opened: Opened, owner: Teacher, come: Come
) -> None:
    """All from one address: each guess by a browser of its own, and 500 students among them who mistype it first."""
    others = [hosting.classrooms.open(f"{number:043}", "Another class") for number in range(20)]
    leave_alone(records, opened)
    hosting.classrooms.show_code(owner)
    draw, code = random.Random(5), opened.classroom.join_code
    let_in = 0
    for number in range(10_000):
        guesser = Browser(f"guess-{number:037}", HERE)
        try:
            hosting.joining.join(guesser, uuid4, guess(draw), "Guess")
            let_in += 1
        except WrongCodeError:
            pass
        if number % 20 == 0:
            token = f"honest-{number:036}"
            with pytest.raises(WrongCodeError):
                come(token, "Honest", code=code[:-1] + ("A" if code[-1] != "A" else "C"))
            assert come(token, f"Honest {number}").classroom == opened.classroom.id
    assert let_in == 0
    assert len(hosting.members.of_class(owner)) == 500
    assert learners(records) == 500, "who guesses leaves nothing behind"
    # Guesses are by now no use at all: even a right one opens no class but the one that is being joined.
    for other in others:
        with pytest.raises(WrongCodeError):
            come("lucky" + "x" * 38, "Lucky", code=other.classroom.join_code)
    assert come("elsewhere" + "x" * 34, "Honest", code=others[0].classroom.join_code, address="192.0.2.9")


def test_five_hundred_who_mistype_do_not_reach_what_one_address_may(
    hosting: Hosting, records: Records, opened: Opened, come: Come
) -> None:
    draw = random.Random(1)
    for number in range(500):
        for _ in range(7):
            hosting.joining.throttle.wrong(f"student-{number}", HERE)
        assert not hosting.joining.throttle.many_codes_from(HERE)
    leave_alone(records, opened)
    assert come("student-0", "Heron")
    with pytest.raises(WrongCodeError):
        come("student-1", "Heron", code=guess(draw))


def test_one_browser_guesses_twenty_times_and_no_more_within_an_hour(opened: Opened, come: Come) -> None:
    draw, token = random.Random(2), "b" * 43
    for _ in range(throttle.MOST_OF_BROWSER):
        with pytest.raises(WrongCodeError, match="No class can be joined"):
            come(token, "Heron", code=guess(draw))
    with pytest.raises(TooManyGuessesError, match=r"try again in 60 minutes"):
        come(token, "Heron")
    assert come("c" * 43, "Stork"), "the others behind the same address go on"


def test_what_was_wrong_is_forgotten_after_an_hour() -> None:
    now = 0.0
    counts = Throttle(lambda: now)
    for _ in range(throttle.MOST_OF_BROWSER):
        counts.wrong("token", HERE)
    for _ in range(throttle.MOST_OF_ADDRESS):
        counts.wrong("another", HERE)
    now = 3599.0
    with pytest.raises(TooManyGuessesError, match="in 1 minutes"):
        counts.refuse("token")
    assert counts.many_codes_from(HERE) and not counts.many_codes_from("192.0.2.2")
    now = 3600.0
    counts.refuse("token")
    assert not counts.many_codes_from(HERE)


def test_what_is_known_of_guesses_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_MOST_KEPT", 3)
    counts = Throttle()
    for number in range(10):
        counts.wrong("token", f"192.0.2.{number}")
        counts.wrong(str(number), HERE)
    assert len(counts._browsers._kept) == len(counts._addresses._kept) == 3


def test_a_class_is_joined_while_its_code_is_shown_or_students_come(
    hosting: Hosting, records: Records, opened: Opened, owner: Teacher, come: Come
) -> None:
    for _ in range(throttle.MOST_OF_ADDRESS):
        hosting.joining.throttle.wrong("attacker", HERE)
    assert come("a" * 43, "Heron"), "a class that was just opened"
    leave_alone(records, opened)
    with pytest.raises(WrongCodeError):
        come("b" * 43, "Stork")
    assert come("b" * 43, "Stork", address="192.0.2.2"), "from elsewhere"
    assert come("c" * 43, "Crane"), "somebody came"
    leave_alone(records, opened)
    assert hosting.classrooms.show_code(owner) == hosting.classrooms.get(owner)
    assert come("d" * 43, "Finch"), "the instructor shows the code"


@pytest.fixture
def with_roster(hosting: Hosting, owner: Teacher) -> Teacher:
    hosting.classrooms.change(owner, roster_only=True)
    expected = [Expected(f"s{number:05}", "") for number in range(500)]
    assert hosting.rosters.add(owner, expected) == 500
    return owner


def test_a_roster_lets_in_whoever_knows_an_id_of_it_once(
    hosting: Hosting, with_roster: Teacher, come: Come
) -> None:
    def refusal(*arguments: Any, **options: Any) -> str:
        with pytest.raises(WrongCodeError) as refused:
            come(*arguments, **options)
        return str(refused.value)

    joined = come("a" * 43, "Heron", "  S00007 ")
    [student] = hosting.members.of_class(with_roster)
    assert (student.id, student.student_id) == (joined.member, "s00007")
    same = {
        refusal("b" * 43, "Stork", "s00007"),  # taken
        refusal("b" * 43, "Stork", "s99999"),  # unknown
        refusal("b" * 43, "Stork"),  # none
        refusal("b" * 43, "Stork", "s00008", code="AAAAAAAA"),  # no class
    }
    assert same == {members.WRONG_CODE}, "nothing tells what was wrong"
    assert come("a" * 43, "Grey heron").name == "Grey heron", "who is inside needs no id"
    [entry] = [each for each in hosting.rosters.of_class(with_roster) if each.member]
    assert (entry.student_id, entry.member) == ("s00007", joined.member)


def test_an_id_may_be_given_where_none_is_asked_for(hosting: Hosting, owner: Teacher, come: Come) -> None:
    come("a" * 43, "Heron", "no roster yet")
    hosting.rosters.add(owner, [Expected("s1", "Ada"), Expected("s2", "")])
    come("a" * 43, "Heron", "s1")
    come("b" * 43, "Stork")
    with pytest.raises(WrongCodeError):
        come("b" * 43, "Stork", "s1")
    with pytest.raises(WrongCodeError):
        come("c" * 43, "Crane", "s3")
    assert {each.name: each.student_id for each in hosting.members.of_class(owner)} == {
        "Heron": "s1",
        "Stork": "",
    }


def test_guessed_ids_let_nobody_in_and_keep_no_student_out(
    hosting: Hosting, records: Records, with_roster: Teacher, come: Come
) -> None:
    draw = random.Random(7)
    for number in range(2_500):
        with pytest.raises((WrongCodeError, WaitsError)):
            come(f"guess-{number:037}", "Guess", f"x{draw.randrange(10**8):08}")
        if number % 5 == 0:
            student = (f"honest-{number:036}", f"Honest {number}", f"s{number // 5:05}")
            if number < throttle.MOST_IDS_OF_ADDRESS:
                come(*student)
            else:
                with pytest.raises(WaitsError, match="Your instructor lets students in one by one"):
                    come(*student)
    students = hosting.members.of_class(with_roster)
    assert {each.student_id for each in students} == {f"s{number:05}" for number in range(500)}
    assert learners(records) == 500
    waiting = [each for each in students if each.waits]
    assert waiting and all(each.removed for each in waiting)
    hosting.register.put_back(with_roster, [each.id for each in waiting])
    assert all(each.removed is None for each in hosting.members.of_class(with_roster))
    assert come(f"honest-{2495:036}", "Honest").class_name == "Vision"


def test_who_waits_reads_the_same_as_who_guesses(hosting: Hosting, with_roster: Teacher, come: Come) -> None:
    for _ in range(throttle.MOST_IDS_OF_ADDRESS):
        hosting.joining.throttle.wrong("attacker", HERE, with_roster.classroom)
    said: list[str] = []
    for token, id in (("a" * 43, "s00001"), ("a" * 43, "s00001"), ("b" * 43, "s00001"), ("c" * 43, "no")):
        with pytest.raises(WaitsError) as refused:
            come(token, "Heron", id)
        said.append(str(refused.value))
    assert len(set(said)) == 1
    assert [each.student_id for each in hosting.members.of_class(with_roster)] == ["s00001"]
    assert come("d" * 43, "Stork", "s00002", address="192.0.2.2"), "other addresses are as before"


def test_a_secret_lets_in_and_is_not_guessed(hosting: Hosting, opened: Opened) -> None:
    browser = Browser("t" * 43, HERE)
    for _ in range(throttle.MOST_OF_ADDRESS):
        hosting.joining.throttle.wrong("attacker", HERE)
    teacher = hosting.joining.enter(browser, opened.teaching_secret)
    assert teacher and teacher.role is Role.TEACHES
    guesser = Browser("g" * 43, HERE)
    for number in range(throttle.MOST_OF_BROWSER):
        assert hosting.joining.enter(guesser, f"{number:043}") is None
    with pytest.raises(TooManyGuessesError):
        hosting.joining.enter(guesser, opened.teaching_secret)


def test_pseudonyms_differ_within_a_class(
    hosting: Hosting, records: Records, owner: Teacher, come: Come
) -> None:
    name = pseudonyms.suggest(3)
    assert name == pseudonyms.suggest(3) != pseudonyms.suggest(4)
    joined = [come(f"{number:043}", name) for number in range(50)]
    assert joined[0].name == name
    assert len({each.name for each in joined}) == 50
    assert {each.name for each in joined} <= pseudonyms.ALL
    # A name that somebody chose is theirs, whoever else has it.
    assert {come(f"x{number:042}", "Ada").name for number in range(3)} == {"Ada"}
    assert pseudonyms.suggest(3, taken=pseudonyms.ALL) == name
    assert len(pseudonyms.ALL) > 2 * members.MOST_MEMBERS


def test_of_those_who_come_at_once_one_gets_the_id_and_each_a_name(
    hosting: Hosting, with_roster: Teacher, come: Come, in_threads: Callable[..., list[Any]]
) -> None:
    came = in_threads(8, lambda number: come(f"{number:043}", "Blue heron", "s00001"))
    assert sorted(type(each).__name__ for each in came) == ["Membership", *["WrongIdError"] * 7]
    came = in_threads(8, lambda number: come(f"x{number:042}", "Blue heron", f"s{number + 10:05}"))
    names = [each.name for each in hosting.members.of_class(with_roster)]
    assert all(isinstance(each, Membership) for each in came) and len(set(names)) == 9


def test_a_member_takes_another_name(hosting: Hosting, records: Records, opened: Opened, come: Come) -> None:
    come("a" * 43, "Heron")
    learner = records.learner_of("a" * 43)
    assert isinstance(learner, UUID)
    hosting.members.rename(learner, opened.classroom.id, " Grey  heron ")
    assert hosting.members.of_learner(learner)[0].name == "Grey heron"
    with pytest.raises(ValueError, match="at least one character"):
        hosting.members.rename(learner, opened.classroom.id, " ")
