import uuid
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.components.code_editor import MAX_BYTES, Origin, code_editor, locked_lines

STARTER = "def double(x):\n    y = ___\n    return y\n"


def script() -> None:
    import streamlit as st

    from app.components.code_editor import ErrorMark, Origin, code_editor, locked_lines, push
    from app.state import recall, remember

    starter = "def double(x):\n    y = ___\n    return y\n"

    def keep(text: str, origin: Origin | None) -> bool:
        remember("origin", origin)
        if not recall("broken"):
            remember("kept", [*recall("kept"), text])
        return not recall("broken")

    if recall("to_push"):
        push("k", recall("to_push"))
        remember("to_push", None)
    edited = code_editor(
        "k",
        text=recall("stored", starter),
        starter=starter,
        locked=locked_lines(starter),
        marks=[ErrorMark(2, "Fill this in.", 9)],
        on_draft=keep,
    )
    st.session_state["edited"] = edited


def opened(**state: Any) -> AppTest:
    page = AppTest.from_function(script)
    for name, value in ({"kept": []} | state).items():
        page.session_state[name] = value
    page.run()
    assert not page.exception
    return page


def message(page: AppTest, **fields: Any) -> dict[str, Any]:
    memory = page.session_state["code_editor:k"]
    return {"text": "typed", "serial": 1, "epoch": memory.epoch, "revision": memory.revision} | fields


def send(page: AppTest, **events: Any) -> Any:
    page.session_state["code_editor:k:widget"] = events
    page.run()
    return page.session_state["edited"]


def kept(page: AppTest) -> list[str]:
    return page.session_state["kept"]


@pytest.mark.parametrize(
    ("starter", "locked"),
    [
        (STARTER, ((1, 1), (3, 4))),
        ("___", ()),
        ("a = 1\nb = 2\n", ()),
        ("a = ___\nb = ___", ()),
        ("a\nb\n___\nc", ((1, 2), (4, 4))),
        ("__init__\n_____\n___", ((1, 2),)),
        ("", ()),
    ],
)
def test_given_lines_are_those_without_a_blank(starter: str, locked: tuple[tuple[int, int], ...]) -> None:
    assert locked_lines(starter) == locked


def test_first_text_is_the_stored_one_and_later_the_sessions() -> None:
    page = opened(stored="stored\r\n")
    assert page.session_state["edited"].text == "stored\n"
    send(page, draft=message(page))
    page.session_state["stored"] = "another"
    page.run()
    assert page.session_state["edited"].text == "typed"


def test_a_draft_is_kept_once_and_then_acknowledged() -> None:
    page = opened()
    assert send(page, draft=message(page, serial=3)).text == "typed"
    page.run()
    assert kept(page) == ["typed"]
    assert page.session_state["code_editor:k"].saved == 3


def test_a_draft_that_could_not_be_kept_is_not_acknowledged_and_tried_again() -> None:
    page = opened(broken=True)
    assert send(page, draft=message(page, serial=3)).text == "typed"
    assert page.session_state["code_editor:k"].saved == 0
    page.session_state["broken"] = False
    page.run()
    assert kept(page) == ["typed"] and page.session_state["code_editor:k"].saved == 3


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ({"writer": "0a1b", "revision": 7}, Origin("0a1b", 7)),
        ({"writer": "0a1b", "revision": 0}, Origin("0a1b", 0)),
        ({"writer": "0a1b", "revision": -1}, None),
        ({"writer": "0a1b", "revision": 2**31}, None),
        ({"writer": "<b>", "revision": 7}, None),
        ({"writer": "0" * 65, "revision": 7}, None),
        (None, None),
    ],
)
def test_where_a_text_was_typed_is_passed_on_until_it_is_saved(sent: Any, taken: Origin | None) -> None:
    page = opened(broken=True)
    send(page, draft=message(page, origin=sent))
    assert page.session_state["origin"] == taken == page.session_state["code_editor:k"].origin
    page.session_state["broken"] = False
    page.run()
    assert page.session_state["origin"] == taken and page.session_state["code_editor:k"].origin is None


@pytest.mark.parametrize(
    "sent",
    [{"writer": "0a1b", "revision": True}, {"writer": None, "revision": 7}, {}, "0a1b"],
)
def test_a_message_that_names_no_such_visit_is_none_of_ours(sent: Any) -> None:
    page = opened()
    send(page, draft=message(page, origin=sent))
    assert kept(page) == []


def test_a_check_is_handed_out_exactly_once_and_its_text_is_a_draft() -> None:
    page = opened()
    identity = str(uuid.uuid4())
    edited = send(page, check=message(page, id=identity))
    assert (edited.submission.id, edited.submission.text, edited.text) == (identity, "typed", "typed")
    assert kept(page) == ["typed"]
    page.run()
    assert page.session_state["edited"].submission is None
    assert send(page, check=message(page, id=identity)).submission is None
    assert send(page, check=message(page, id=str(uuid.uuid4()))).submission.text == "typed"


def test_a_draft_and_a_check_in_one_go_lose_neither() -> None:
    page = opened()
    check = message(page, id=str(uuid.uuid4()), text="newer", serial=2)
    edited = send(page, draft=message(page), check=check)
    assert kept(page) == ["typed", "newer"]
    assert edited.submission.text == edited.text == "newer"


def test_a_check_before_any_typing_counts() -> None:
    page = opened()
    edited = send(page, check=message(page, id=str(uuid.uuid4()), serial=0, text=STARTER))
    assert edited.submission.text == STARTER
    assert kept(page) == []


def test_an_older_or_foreign_draft_is_dropped() -> None:
    page = opened()
    send(page, draft=message(page, serial=5))
    for old in (
        message(page, text="old", serial=4),
        message(page, text="old", serial=6, epoch="another"),
        message(page, text="old", serial=6, revision=7),
    ):
        assert send(page, draft=old).text == "typed"
    assert kept(page) == ["typed"]


def test_pushed_text_wins_over_a_draft_typed_before_it() -> None:
    page = opened()
    early = message(page, text="typed before")
    page.session_state["to_push"] = "pushed\r\n"
    page.run()
    assert page.session_state["edited"].text == "pushed\n"
    assert send(page, draft=early).text == "pushed\n"
    assert send(page, draft=message(page, text="typed after", serial=2)).text == "typed after"
    assert kept(page) == ["typed after"]


GOOD_ID = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.mark.parametrize(
    "bad",
    [
        {"text": None},
        {"text": 7},
        {"text": b"bytes"},
        {"text": ["list"]},
        {"text": "x" * (MAX_BYTES + 1)},
        {"text": "é" * (MAX_BYTES // 2 + 1)},
        {"text": "half a pair \ud800"},
        {"text": "null \0"},
        {"serial": -1},
        {"serial": 1.0},
        {"serial": True},
        {"serial": "1"},
        {"serial": 2**60},
        {"serial": None},
    ],
)
def test_a_bad_message_is_ignored(bad: dict[str, Any]) -> None:
    page = opened()
    edited = send(page, draft=message(page, **bad), check=message(page, id=GOOD_ID, **bad))
    assert not page.exception
    assert (edited.text, edited.submission) == (STARTER, None)
    assert kept(page) == []


@pytest.mark.parametrize(
    "identity", [None, 7, "", "x", GOOD_ID + "0", GOOD_ID.replace("-", ""), "../" + GOOD_ID]
)
def test_a_check_without_a_proper_id_is_no_submission(identity: Any) -> None:
    page = opened()
    assert send(page, check=message(page, id=identity)).submission is None


@pytest.mark.parametrize("values", [{}, {"draft": None}, {"draft": "text"}, {"draft": [1]}, {"check": 4}])
def test_something_else_than_a_message_is_ignored(values: dict[str, Any]) -> None:
    page = opened()
    assert send(page, **values).text == STARTER
    assert not page.exception


def test_the_longest_text_is_taken() -> None:
    page = opened()
    longest = "é" * (MAX_BYTES // 2)
    assert send(page, draft=message(page, text=longest)).text == longest


def test_a_key_streamlit_cannot_take_is_refused_with_a_reason() -> None:
    with pytest.raises(ValueError, match="two underscores"):
        code_editor("a__b", text="", starter="")
