"""Opening pages in a real browser, and what it complains of meanwhile."""

import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import expect

from app.pages import TITLES
from tests.browsers import wait_until

PAGES = list(TITLES)
"""The path of every page."""


def settle(page: Any, address: str) -> None:
    """Open a page with the book open and wait until everything is there, what comes late too."""
    page.goto(_with_the_book_open(address))
    # The first visitor of a page waits for what it imports: the library of the last lesson takes seconds.
    expect(page.get_by_text("The code shown on a page is the code that runs.")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    ask_for_all(page)
    await_what_is_late(page)
    page.wait_for_load_state("networkidle")


def open_whole(page: Any, address: str) -> None:
    """Open a page with the book open and all its sections; the first to do so waits for what they import."""
    page.goto(_with_the_book_open(address))
    expect(page.locator(".pw-footer")).to_be_visible(timeout=120_000)
    ask_for_all(page)


def _with_the_book_open(address: str) -> str:
    """The address at which every answer is shown and every line open."""
    return f"{address}{'&' if '?' in address else '?'}book=open"


def ask_for_all(page: Any) -> None:
    """Have the sections too that nobody is near, as the search of the browser does."""
    places = page.locator("[class*=st-key-in_view-]")
    if places.count():
        expect(page.locator("[data-in-view]").first).to_be_attached(timeout=60_000)
        page.keyboard.press("Control+f")
    expect(places).to_have_count(0, timeout=120_000)
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=120_000)


def await_what_is_late(page: Any) -> None:
    """Wait for the sections that come later than what is below them, and say so."""
    awaited = page.get_by_text(re.compile("takes some seconds|Waiting for the numbers"))
    expect(awaited).to_have_count(0, timeout=60_000)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def show_every_answer(page: Any) -> None:
    """Have the answer of each question of the page shown without a prediction."""
    passes, app = page.get_by_role("button", name="Show it anyway"), page.get_by_test_id("stApp")
    for left in reversed(range(passes.count())):
        # Of two sections asked for at once Streamlit would run one.
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
        passes.first.dispatch_event("click")  # what arrives moves it, which a pointer would wait for
        expect(passes).to_have_count(left, timeout=60_000)


def commit_to(question: Any, option: int) -> None:
    """Commit to the option of this place, from 0, of a question."""
    question.locator("[role=radiogroup] label").nth(option).click()
    question.get_by_role("button", name="That is my prediction").click()
    expect(question.get_by_text("(yours)")).to_be_visible()


def complaints(page: Any) -> list[str]:
    """What the page's console says of errors from now on: of scripts, of what the server refuses or does not have."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: (
            errors.append(f"{message.text} {message.location['url']}") if message.type == "error" else None
        ),
    )
    return errors


def open_class(page: Any, name: str) -> None:
    """Open a class on the page that stands at `/teach`; it is the class's own then."""
    page.get_by_label("What the class is called").fill(name)
    page.get_by_role("button", name="Open a class").click()
    page.wait_for_url("**/teach?*class=*")


def each_tab(page: Any) -> Iterator[int]:
    """Open each tab of a class's page, one after another, and give its number once it is there; two or more."""
    tabs = page.get_by_role("radiogroup", name="Part").get_by_role("radio")
    expect(tabs.first).to_be_visible()
    assert tabs.count() > 1
    for number in range(tabs.count()):
        before = page.url
        tabs.nth(number).click()
        expect(tabs.nth(number)).to_be_checked()
        if number:  # its run has begun once the address names it; till then the tab before stands there
            wait_until(page, "before => location.href !== before", before)
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        yield number
