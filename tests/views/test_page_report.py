"""The line by which a learner says what is wrong in a section."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app import state, wiring
from app.classroom import Records, page_reports

KEY = "report-metrics-trap"
THANKS = "Thank you, it is stored for whoever runs this site."


def page() -> None:
    from app.ui.kit.page_report import report_line
    from app.ui.shell import learner, saving

    with learner.arriving() as visitor:
        saving.resume(visitor)
        report_line("metrics", "trap")
        report_line("metrics", "dice")


@pytest.fixture
def section(records: Records, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """`section(cookie)`: two lines at the ends of two sections, for a visitor with this cookie."""

    def open_page(cookie: str | None) -> AppTest:
        monkeypatch.setattr(state, "cookie", lambda _: cookie)
        return AppTest.from_function(page).run()

    return open_page


@pytest.fixture
def cookie(records: Records) -> str:
    return wiring.signer().sign(secrets.token_urlsafe(32))


def send(test: Any, text: str) -> Any:
    test.text_input(key=f"{KEY}-text").set_value(text)
    return next(each for each in test.button if each.label == "Send").click().run()


def said(records: Records) -> list[tuple[str, str, str]]:
    return [(each.page, each.section, each.text) for each in records.page_reports()]


def test_closed_it_is_one_button_and_open_one_field(section: Callable[..., Any], cookie: str) -> None:
    test = section(cookie)
    assert [each.key for each in test.button] == [f"open-{KEY}", "open-report-metrics-dice"]
    assert not test.text_input and not test.caption and not test.markdown
    test.button(key=f"open-{KEY}").click().run()
    assert [each.label for each in test.text_input] == ["What is wrong, in one sentence?"]


def test_a_report_is_stored_and_the_learner_thanked(
    section: Callable[..., Any], cookie: str, records: Records
) -> None:
    test = section(cookie)
    test.button(key=f"open-{KEY}").click().run()
    send(test, "  ")
    assert "Write in one sentence what is wrong" in test.warning[0].value and not said(records)
    send(test, " The table shows\n0.75, not ![x](http://a/b) 0.875. ")
    assert said(records) == [("metrics", "trap", "The table shows 0.75, not ![x](http://a/b) 0.875.")]
    assert [each.value for each in test.caption] == [THANKS]
    assert not test.text_input and not test.exception
    test.button(key=f"open-{KEY}").click().run()
    assert test.text_input(key=f"{KEY}-text").value == "" and not test.caption
    send(test, "And its head has no unit.")
    assert len(said(records)) == 2


def test_what_is_not_taken_stays_in_the_field(
    section: Callable[..., Any], cookie: str, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_reports, "MOST", 0)
    test = section(cookie)
    test.button(key=f"open-{KEY}").click().run()
    send(test, "The table shows 0.75.")
    assert test.warning[0].value.startswith("Not saved: No more reports are taken here")
    assert test.text_input(key=f"{KEY}-text").value == "The table shows 0.75." and not said(records)


def test_what_is_sent_while_the_records_are_away_is_stored_once_they_are_back(
    section: Callable[..., Any], cookie: str, records: Records, tmp_path: Path
) -> None:
    file = tmp_path / "records.db"
    wiring.signer()
    test = section(cookie)
    test.button(key=f"open-{KEY}").click().run()
    file.rename(tmp_path / "away")
    send(test, "The table shows 0.75.")
    assert any(each.value.startswith("Not saved yet") for each in test.warning)
    send(test, "And its head has no unit.")
    assert test.text_input(key=f"{KEY}-text").value == "And its head has no unit."
    (tmp_path / "away").rename(file)
    test.run()
    assert {text for *_, text in said(records)} == {"The table shows 0.75.", "And its head has no unit."}


def test_without_cookies_it_says_why_it_cannot(section: Callable[..., Any]) -> None:
    test = section(None)
    test.button(key=f"open-{KEY}").click().run()
    assert not test.text_input
    assert test.caption[0].value.startswith("This browser refuses cookies, so nothing can be stored here.")
