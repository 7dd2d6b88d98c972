"""What a page sends when it opens, and when the rest of it may follow; a browser test sees it come into view."""

from typing import Any

import pytest

from app.ui.kit import sections
from app.ui.kit.sections import EVERYTHING
from app.ui.shell import menu
from tests.views.visits import Visit


def questions(test: Any) -> list[str]:
    """The names of the questions that a page asks before it shows anything, one in each of most sections."""
    asked = [radio.key for radio in test.radio if radio.key.startswith("choice-of-")]
    return [key.removeprefix("choice-of-") for key in asked]


def test_a_page_opens_with_its_first_section_and_sends_all_where_all_is_wanted(visit: Visit) -> None:
    test = visit("argmax", closed_book=True)
    everything = questions(test)
    assert len(everything) == 4
    del test.session_state[EVERYTHING]
    assert questions(test.run()) == everything[:1]
    test.session_state[EVERYTHING] = True
    assert questions(test.run()) == everything


def test_what_was_sent_is_sent_again_until_another_page_opens(visit: Visit) -> None:
    test = visit("metrics", closed_book=True)
    del test.session_state[EVERYTHING]
    first, *_ = questions(test.run())
    test.session_state["sections-wanted"] = sections._Wanted("metrics", frozenset({"two_masks", "trap"}))
    assert questions(test.run()) == [first, "metrics-trap"]
    assert "metrics" not in str(questions(test.switch_page(str(menu.view("argmax"))).run()))
    assert questions(test.switch_page(str(menu.view("metrics"))).run()) == [first]


def test_what_nobody_is_near_waits_while_the_server_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    memory: dict[str, Any] = {}
    monkeypatch.setattr(sections.state, "recall", memory.get)
    monkeypatch.setattr(sections.state, "remember", memory.__setitem__)
    now, used = [0.0], [0.0]
    monkeypatch.setattr(sections, "_load", sections._Load(lambda: now[0], lambda: used[0]))
    now[0], used[0] = 2.0, 1.5
    sections._want("far away", "quiet")
    assert not sections._wanted().near
    assert sections._wanted().refusals == 1
    sections._want("near", "near")
    assert sections._wanted().near == {"near"}
    now[0] = 10.0
    sections._want("far away", "quiet")
    assert sections._wanted().elsewhere == {"far away"}
    sections._want(
        "just behind", "quiet"
    )  # of a class that opens a page at once, one after another is served
    assert sections._wanted().elsewhere == {"far away"}
    sections._want("far away", "near")
    assert (sections._wanted().near, sections._wanted().elsewhere) == ({"near", "far away"}, frozenset())
