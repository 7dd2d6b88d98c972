import json
import logging
from collections.abc import Sequence
from typing import Any, Literal, NotRequired, TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from app.components.messages import Memory, Remembered, fits, is_index


class WordMessage(TypedDict):
    revision: int
    changes: int
    word: str


def echo(message: WordMessage, value: str) -> str | None:
    """Takes any word but this one."""
    return None if message["word"] == "unspeakable" else message["word"]


@pytest.fixture
def words() -> Memory[str, WordMessage]:
    return Memory("menu", "said", WordMessage, echo)  # its own JavaScript does not matter


BEFORE = Remembered("old", revision=7, changes=3)


@pytest.mark.parametrize("number", [4, 5, 2**53 - 1])
def test_a_newer_message_to_this_revision_is_believed(words, number):
    after = words.answer({"revision": 7, "changes": number, "word": "new"}, BEFORE)
    assert after == Remembered("new", 7, number)


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        "revision",
        {},
        {"revision": 7},
        {"changes": 4},
        {"revision": 8, "changes": 4},
        {"revision": 7.0, "changes": 4},
        {"revision": 7, "changes": 3},
        {"revision": 7, "changes": True},
        {"revision": 7, "changes": 4.0},
        {"revision": 7, "changes": 2**53},
    ],
)
def test_any_other_message_changes_nothing(message):
    def accept(message, value):
        pytest.fail("Nobody may look at what a late message says.")

    if isinstance(message, dict):
        message = message | {"word": "new"}
    assert Memory("menu", "said", WordMessage, accept).answer(message, BEFORE) is None


@pytest.mark.parametrize(
    ("message", "lines"),
    [
        ({"revision": 7, "changes": 4, "word": "unspeakable"}, 1),
        ({"revision": 7, "changes": 4, "word": 5}, 1),
        ({"revision": 7, "changes": 4}, 1),
        ("nonsense", 1),
        ({"revision": 8, "changes": 4, "word": "late"}, 0),
        ({"revision": 7, "changes": 3, "word": "repeated"}, 0),
    ],
)
def test_what_is_not_believed_changes_nothing_and_what_cannot_be_is_a_line_in_the_log(
    words, message, lines, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.WARNING, "pixelwise"):
        assert words.answer(message, BEFORE) is None
    assert [each.getMessage() for each in caplog.records] == lines * [
        "a message to menu that cannot be was ignored"
    ]


class Everything(TypedDict):
    number: float
    word: Literal["a", "b"]
    pair: tuple[int, bool]
    many: Sequence[tuple[int, int]]
    perhaps: str | None
    more: NotRequired[Sequence[str]]


ALL: dict[str, Any] = {"number": 1, "word": "a", "pair": [1, True], "many": [[1, 2]], "perhaps": None}


@pytest.mark.parametrize(
    "change", [{}, {"number": -1.5}, {"many": []}, {"perhaps": "x"}, {"more": ["x"]}, {"unnamed": object()}]
)
def test_what_fits_is_taken(change):
    assert fits(ALL | change, Everything)


@pytest.mark.parametrize(
    "change",
    [
        {"number": True},
        {"number": 10**400},
        {"number": float("nan")},
        {"number": float("inf")},
        {"number": "1"},
        {"word": "c"},
        {"word": ["a"]},
        {"pair": [1, 1]},
        {"pair": [1, True, 1]},
        {"pair": {"0": 1}},
        {"many": [[1, 2], [1]]},
        {"many": "[]"},
        {"perhaps": 0},
        {"more": None},
        {"more": ["x", 1]},
    ],
)
def test_what_does_not_fit_is_not(change):
    assert not fits(ALL | change, Everything)
    assert not fits({name: value for name, value in ALL.items() if name != "word"}, Everything)


_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=4)
    | st.sampled_from([10**400, "a"])
)
FORGED = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ALL]), inner),
    max_leaves=8,
)


@given(FORGED | st.fixed_dictionaries(dict.fromkeys(ALL, FORGED)))
def test_looking_at_a_message_never_raises(message):
    assert fits(message, Everything) in (True, False)


def page():
    import streamlit as st

    from app.components.messages import Memory
    from app.state import recall, remember
    from tests.components.test_messages import WordMessage

    words = Memory("menu", "said", WordMessage, lambda message, value: message["word"])
    heard = recall("heard", [])
    if st.button("push"):
        words.push("w", "pushed")
    if st.button("update"):
        words.update("w", "updated")
    if st.button("forget"):
        st.session_state.pop("menu:w")
    if st.button("elsewhere"):
        st.text("another page")
        st.stop()
    word = words.recall("w") or words.start("w", "first")
    words.show("w", {"word": word.value, "changes": word.changes}, lambda: remember("heard", [*heard, "!"]))
    st.text(f"{word.value} {word.changes} {len(recall('heard', []))}")


class Page:
    """The page above, whose component the test answers as a browser would."""

    def __init__(self) -> None:
        self.app = AppTest.from_function(page, default_timeout=30).run()

    @property
    def remembered(self) -> Remembered[str]:
        return self.app.session_state["menu:w"]

    @property
    def text(self) -> str:
        return self.app.text[0].value

    def click(self, label: str) -> None:
        next(button for button in self.app.button if button.label == label).click().run()
        assert not self.app.exception

    def answer(self, message: object) -> None:
        states = self.app._tree.get_widget_states()
        state = states.widgets.add()
        state.id = self.app.get("bidi_component")[0].proto.id  # pyright: ignore[reportAttributeAccessIssue]
        state.json_value = json.dumps({"said": message})
        self.app._run(states)
        assert not self.app.exception

    def message(self, word: str, changes: int = 1) -> dict[str, object]:
        return {"revision": self.remembered.revision, "changes": changes, "word": word}


def test_a_message_is_remembered_and_heard_once():
    words_page = Page()
    assert words_page.text == "first 0 0"
    message = words_page.message("typed")
    words_page.answer(message)
    assert words_page.text == "typed 1 1"
    words_page.answer(message)
    assert words_page.text == "typed 1 1"


def test_it_is_remembered_on_another_page():
    words_page = Page()
    words_page.answer(words_page.message("typed"))
    words_page.click("elsewhere")
    words_page.app.run()
    assert words_page.text == "typed 1 1"


def test_a_pushed_value_outlives_the_messages_under_way():
    words_page = Page()
    late = words_page.message("late")
    words_page.click("push")
    assert words_page.text == "pushed 0 0"
    words_page.answer(late)
    assert words_page.text == "pushed 0 0"
    assert words_page.remembered.revision == late["revision"] + 1  # pyright: ignore[reportOperatorIssue]


def test_an_updated_value_keeps_its_revision_and_its_changes():
    words_page = Page()
    words_page.answer(words_page.message("typed"))
    before = words_page.remembered
    words_page.click("update")
    assert words_page.remembered == Remembered("updated", before.revision, 1)


def test_a_forgotten_value_takes_no_message_and_is_never_mistaken_for_the_new_one():
    words_page = Page()
    message = words_page.message("typed", changes=5)
    words_page.click("forget")
    assert words_page.remembered.revision != message["revision"]
    words_page.answer(message)
    assert words_page.text == "first 0 0"


def test_what_was_not_shown_yet_cannot_be_set(words):
    with pytest.raises(LookupError, match="No menu 'w' was shown yet"):
        words.push("w", "new")


@pytest.mark.parametrize(("value", "fits"), [(0, True), (2, True), (3, False), (-1, False)])
def test_an_index_lies_within_the_length(value, fits):
    assert is_index(value, 3) is fits


@pytest.mark.parametrize("value", [True, 1.0, "1", None, [1]])
def test_what_is_no_int_is_no_index(value):
    assert not is_index(value, 3)
