"""The pages of a class: opening it, joining it, its students and its settings."""

import re
import secrets
from collections.abc import Callable
from typing import Any

import pytest

from app import state, wiring
from app.classroom import Records
from app.classroom.hosting import Hosting, Opened, Role, Teacher, members, throttle
from app.http.reachable import Reachable
from tests.views.visits import Visit, texts, warnings


@pytest.fixture
def hosting(records: Records, monkeypatch: pytest.MonkeyPatch) -> Hosting:
    fresh = Hosting(records.database, records.changes)
    monkeypatch.setattr(wiring.hosting, "built", fresh)
    return fresh


@pytest.fixture
def token() -> str:
    return secrets.token_urlsafe(32)


@pytest.fixture
def opened(hosting: Hosting, token: str) -> Opened:
    return hosting.classrooms.open(token, "Vision *1*")


@pytest.fixture
def owner(hosting: Hosting, opened: Opened, token: str) -> Teacher:
    found = hosting.classrooms.teacher(token, opened.classroom.id)
    assert found
    return found


@pytest.fixture
def teach(visit: Visit, token: str, opened: Opened) -> Callable[..., Any]:
    """`teach(tab)` opens a tab of the class."""

    def open_tab(tab: str, who: str = token) -> Any:
        test = visit("teach", who)
        test.query_params["class"] = str(opened.classroom.id)
        test.session_state["view"] = tab
        test.run()
        assert not test.exception
        return test

    return open_tab


def press(test: Any, label: str) -> Any:
    next(each for each in test.button if each.label.startswith(label)).click().run()
    assert not test.exception
    return test


def fill(test: Any, label: str, value: str) -> None:
    next(each for each in test.text_input if each.label.startswith(label)).set_value(value)


def errors(test: Any) -> list[str]:
    return [each.value for each in test.error]


def html(test: Any) -> str:
    return "\n".join(each.proto.body for each in test.get("html"))


def join(test: Any, code: str, name: str, student_id: str = "") -> Any:
    fill(test, "Class code", code)
    fill(test, "The name", name)
    fill(test, "Your student id", student_id)
    return press(test, "Join")


def test_a_class_is_opened_and_its_links_are_shown_once(visit: Visit, hosting: Hosting, token: str) -> None:
    test = visit("teach", token)
    fill(test, "What the class", "  ")
    assert errors(press(test, "Open a class")) == ["Write what the class is called first."]
    fill(test, "What the class", "Vision")
    press(test, "Open a class")
    shown = [re.fullmatch(r"teach/enter#(\S{43})", each.value) for each in test.code]
    assert len(shown) == 2 and all(shown)
    roles = [hosting.classrooms.enter("n" * 43, each[1]) for each in reversed(shown) if each]
    assert [each and each.role for each in roles] == [Role.LOOKS, Role.TEACHES]
    press(test, "I have kept it")
    assert not [each for each in test.code if "#" in each.value]
    again = visit("teach", token)
    assert "Vision" in texts(again) and not again.code


def test_the_code_is_large_and_says_where_it_is_typed(
    teach: Callable[..., Any],
    opened: Opened,
    hosting: Hosting,
    owner: Teacher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = Reachable("http://192.168.1.20:8501/seg/", "", False)
    monkeypatch.setattr(state, "reachable_at", lambda: found)
    test = teach("join")
    code = opened.classroom.join_code
    assert f"{code[:4]}<br>{code[4:]}" in html(test) and "192.168.1.20:8501/seg/join" in html(test)
    assert f"http://192.168.1.20:8501/seg/join?code={code}" in [each.value for each in test.code]
    assert "no HTTPS" in texts(test) and not warnings(test)
    monkeypatch.setattr(state, "reachable_at", lambda: Reachable("https://127.0.0.1/", "listens", True))
    test = teach("join")
    assert "python run.py --host 0.0.0.0" in warnings(test)[0] and "no HTTPS" not in texts(test)
    hosting.classrooms.change(owner, join_open=False)
    test = teach("join")
    assert code[:4] + "<br>" not in html(test)
    press(test, "Let students join again")
    assert f"{code[:4]}<br>{code[4:]}" in html(test)


def test_a_student_joins_by_the_link_and_home_says_so(visit: Visit, hosting: Hosting, opened: Opened) -> None:
    student = secrets.token_urlsafe(32)
    test = visit("join", student)
    test.query_params["code"] = opened.classroom.join_code
    test.run()
    [field] = [each for each in test.text_input if each.label == "Class code"]
    assert field.value == opened.classroom.join_code
    [name] = [each for each in test.text_input if each.label.startswith("The name")]
    assert re.fullmatch(r"[A-Z][a-z]+ [a-z]+", name.value), "a pseudonym is suggested"
    press(test, "Join")
    assert rf"**Vision \*1\*** as **{name.value}**" in texts(test)
    home = texts(visit("home", student))
    assert rf"You are in the class *Vision \*1\**, as {name.value}" in home
    assert "You are in the class" not in texts(visit("home", secrets.token_urlsafe(32)))


def test_what_is_wrong_is_told_the_same_and_leaves_no_record(
    visit: Visit, records: Records, hosting: Hosting, opened: Opened, owner: Teacher
) -> None:
    hosting.classrooms.change(owner, roster_only=True)
    student = secrets.token_urlsafe(32)
    test = visit("join", student)
    assert errors(join(test, "AAAAAAAA", "Heron")) == [members.WRONG_CODE]
    assert errors(join(test, opened.classroom.join_code, "Heron")) == [members.WRONG_CODE]
    assert errors(join(test, opened.classroom.join_code, "Heron", "s1")) == [members.WRONG_CODE]
    assert errors(join(test, "AAAAAAAA", " ")) == ["Write a name first."]
    assert records.learner_of(student) is None
    for _ in range(throttle.MOST_OF_BROWSER - 3):
        join(test, "AAAAAAAA", "Heron")
    assert "Too much that was wrong" in errors(join(test, "AAAAAAAA", "Heron"))[0]


def test_a_student_takes_another_name_and_leaves(visit: Visit, hosting: Hosting, opened: Opened) -> None:
    student = secrets.token_urlsafe(32)
    test = join(visit("join", student), opened.classroom.join_code, "Heron")
    next(each for each in test.text_input if each.value == "Heron").set_value("<b>Stork</b>")
    press(test, "Change it")
    assert r"as **\<b\>Stork\<\/b\>**" in texts(test)
    press(test, "Leave")
    assert "You are in **" not in texts(test)


def test_students_are_removed_put_back_and_merged_and_it_is_taken_back(
    teach: Callable[..., Any], visit: Visit, opened: Opened, hosting: Hosting, owner: Teacher
) -> None:
    assert "Nobody has joined yet" in texts(teach("students"))
    for name in ("<i>Ada</i>", "Alan"):
        join(visit("join", secrets.token_urlsafe(32)), opened.classroom.join_code, name)
    ada, alan = (each.id for each in hosting.members.of_class(owner))
    test = teach("students")
    assert "2 students." in texts(test) and "&lt;i&gt;Ada" in html(test)

    def choose(key: str, value: Any) -> None:
        test.selectbox(key=key).set_value(value).run()
        assert not test.exception

    choose("student", ada)
    press(test, "Remove them")
    assert "1 student." in texts(test) and "removed</td>" in html(test)
    press(test, "Put them back")
    press(test, "Take back: put back")
    press(test, r"Take back: removed \<i\>Ada")
    assert "2 students." in texts(test)
    choose(f"merge-{ada}", alan)
    press(test, "Merge into Alan")
    assert "1 student." in texts(test) and "2 browsers&#39; work" in html(test).replace("'", "&#39;")
    choose("student", alan)
    press(test, "Their browser has forgotten them")
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", test.code[0].value)


def test_a_roster_is_pasted_and_an_id_given(
    teach: Callable[..., Any], visit: Visit, opened: Opened, hosting: Hosting, owner: Teacher
) -> None:
    join(visit("join", secrets.token_urlsafe(32)), opened.classroom.join_code, "Heron")
    test = press(teach("students"), "Roster (0 ids)")
    test.text_area[0].set_value("s1, Ada\n, nobody")
    assert "Line 2 has no id" in errors(press(test, "Add them"))[0]
    test.text_area[0].set_value("s1, Ada\ns2")
    press(test, "Add them")
    assert [each.student_id for each in hosting.rosters.of_class(owner)] == ["s1", "s2"]
    [student] = hosting.members.of_class(owner)
    test.selectbox(key="student").set_value(student.id).run()
    first = hosting.rosters.of_class(owner)[0].id
    test.selectbox(key=f"relink-{student.id}-None").set_value(first).run()
    press(test, "Give them this id")
    assert hosting.members.of_class(owner)[0].student_id == "s1"
    test.multiselect[0].set_value([first]).run()
    press(test, "Take them off")
    assert [each.student_id for each in hosting.rosters.of_class(owner)] == ["s2"]


def test_who_waits_is_let_in(
    teach: Callable[..., Any], visit: Visit, opened: Opened, hosting: Hosting, owner: Teacher
) -> None:
    from app.classroom.hosting import roster

    hosting.classrooms.change(owner, roster_only=True)
    hosting.rosters.add(owner, roster.read("s1"))
    for _ in range(throttle.MOST_IDS_OF_ADDRESS):
        hosting.joining.throttle.wrong("attacker", None, opened.classroom.id)
    student = secrets.token_urlsafe(32)
    test = join(visit("join", student), opened.classroom.join_code, "Heron", "s1")
    assert errors(test) == [members.WAITS]
    test = teach("students")
    assert "**1 waiting:** Heron" in texts(test)
    press(test, "Let all of them in")
    assert "waiting" not in texts(test)
    assert "as **Heron**" in texts(visit("join", student))


def test_settings_are_changed_and_links_renewed(
    teach: Callable[..., Any], opened: Opened, hosting: Hosting, owner: Teacher
) -> None:
    test = teach("settings")
    fill(test, "What the class", "Seeing")
    test.toggle[1].set_value(True)
    test.number_input[0].set_value(5)
    press(test, "Save")
    changed = hosting.classrooms.get(owner)
    assert (changed.name, changed.roster_only, changed.stuck_failures) == ("Seeing", True, 5)
    press(test, "New link for instructors")
    [secret] = [each.value.partition("#")[2] for each in test.code if "#" in each.value]
    assert hosting.classrooms.enter("n" * 43, opened.teaching_secret) is None
    assert hosting.classrooms.enter("n" * 43, secret)
    press(test, "New join code")
    assert hosting.classrooms.get(owner).join_code != changed.join_code


def test_a_class_is_deleted_once_its_name_is_typed(
    teach: Callable[..., Any], hosting: Hosting, token: str
) -> None:
    test = teach("settings")
    fill(test, "Type the name", "vision")
    assert "not the name" in errors(press(test, "Delete it for good"))[0]
    fill(test, "Type the name", "Vision *1*")
    press(test, "Delete it for good")
    assert hosting.classrooms.taught_by(token) == ()
    assert "Open a class, and students join it" in texts(test)


def test_who_may_look_sees_everything_and_is_offered_no_change(
    teach: Callable[..., Any], visit: Visit, hosting: Hosting, opened: Opened
) -> None:
    join(visit("join", secrets.token_urlsafe(32)), opened.classroom.join_code, "Heron")
    looker = secrets.token_urlsafe(32)
    assert hosting.classrooms.enter(looker, opened.looking_secret)
    test = teach("students", looker)
    assert "Heron" in html(test) and not test.selectbox
    test = teach("settings", looker)
    assert all(each.disabled for each in [*test.text_input, *test.toggle, *test.number_input])
    assert not [each for each in test.button if each.label.startswith(("New", "Delete"))]


def test_nobody_else_sees_the_class(teach: Callable[..., Any]) -> None:
    test = teach("students", secrets.token_urlsafe(32))
    assert "Open a class, and students join it" in texts(test)
