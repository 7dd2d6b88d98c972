"""The sections of a page in a real browser: each comes when the learner is near it, and in the end all have come."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

_FIRST, _FAR = ".st-key-predict-metrics-overlap", ".st-key-predict-metrics-scores"
# A page on which something goes on is never quiet, however slow the machine.
_UNREST = "setInterval(() => window.dispatchEvent(new Event('wheel')), 200)"

# Notes `data-has-run` when a run of the page has begun and ended.
_WATCH_RUNS = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  let begun = false;
  new MutationObserver(() => {
    const isIdle = app.dataset.testScriptState === "notRunning";
    begun ||= !isIdle;
    if (begun && isIdle) document.documentElement.dataset.hasRun = true;
  }).observe(app, {attributes: true});
}"""


@pytest.fixture
def restless(page: Any, app_url: str) -> Iterator[Any]:
    """The page on metrics, opened in a low window, its first section there."""
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto(f"{app_url}/metrics")
    page.evaluate(_UNREST)
    expect(page.locator(_FIRST)).to_be_visible(timeout=60_000)
    expect(page.locator("[data-in-view=many_scores]")).to_be_attached(timeout=60_000)
    yield page


def test_a_section_comes_when_the_learner_is_near_it_and_stays(restless: Any) -> None:
    place = restless.locator("[data-in-view=many_scores]")
    expect(restless.locator(_FAR)).to_have_count(0)
    assert place.bounding_box()["height"] >= 800, "so that what is below does not move far"
    place.scroll_into_view_if_needed()
    expect(restless.locator(_FAR)).to_be_visible()
    expect(place).to_have_count(0)
    restless.evaluate(_WATCH_RUNS)
    restless.keyboard.press("r")
    expect(restless.locator("html[data-has-run]")).to_be_attached()
    expect(restless.locator(_FAR)).to_be_visible()


def test_the_search_of_the_browser_gets_the_whole_page(restless: Any) -> None:
    restless.keyboard.press("Control+f")
    expect(restless.locator("[data-in-view]")).to_have_count(0)
    expect(restless.locator(_FAR)).to_be_visible()


def test_the_tab_key_finds_the_next_section_there(restless: Any) -> None:
    restless.locator(f"{_FIRST} input").first.focus()
    expect(restless.locator("[data-in-view=trap]")).to_be_attached()
    restless.keyboard.press("Tab")
    expect(restless.locator("[data-in-view=trap]")).to_have_count(0)
    expect(restless.locator(_FAR)).to_have_count(0)


# Where the focus is: in a place that is kept, in the section on the trap, or elsewhere.
_FOCUS = """() => {
  const at = document.activeElement;
  if (at.matches(".pw-in-view")) return "kept: " + at.closest("[data-in-view]").dataset.inView;
  const trap = document.querySelector(".st-key-predict-metrics-trap")?.closest("[data-testid=stVerticalBlock]");
  return trap?.contains(at) ? "trap" : "elsewhere";
}"""


def test_the_tab_key_stops_at_a_section_that_has_not_come_and_goes_on_inside_it(restless: Any) -> None:
    trap = restless.locator(".pw-in-view").first
    trap.focus()  # as who presses the key faster than the server answers
    assert restless.evaluate(_FOCUS) == "kept: trap"
    expect(restless.locator("[data-in-view=trap]")).to_have_count(0)
    expect(restless.locator(".st-key-predict-metrics-trap")).to_be_attached()
    restless.keyboard.press("Tab")
    assert restless.evaluate(_FOCUS) == "trap"


def test_a_quiet_page_gets_all_of_it(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/metrics")
    expect(page.locator("[data-in-view]").first).to_be_attached(timeout=60_000)
    expect(page.locator("[data-in-view]")).to_have_count(0, timeout=60_000)
    expect(page.locator(_FAR)).to_be_attached()


def test_a_browser_that_cannot_tell_what_is_near_gets_all_of_it(
    new_tab: Callable[..., Any], app_url: str
) -> None:
    page = new_tab()
    page.add_init_script(f"delete window.IntersectionObserver; {_UNREST}")
    page.goto(f"{app_url}/metrics")
    expect(page.locator(_FAR)).to_be_attached()
    expect(page.locator("[data-in-view]")).to_have_count(0)
