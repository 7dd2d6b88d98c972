"""After a reload, or the browser's Back, the learner is where they were."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.opening import commit_to
from tests.browser.test_learner import open_panel, unaided, write
from tests.browsers import box, stand_still, wait_until

pytestmark = pytest.mark.browser

TOP_OF = """heading => heading.getBoundingClientRect().top"""


def settled(page: Any) -> None:
    """Wait until the page is whole and stands still."""
    expect(page.locator(".pw-footer")).to_be_attached()
    expect(page.locator("[data-test-script-state=notRunning]")).to_have_count(1)


def scroll_to(page: Any, heading: Any) -> float:
    """Scroll so that this heading stands a little below the top; where that is."""
    stand_still(heading)
    page.evaluate(
        """heading => { document.querySelector("[data-testid=stMain]").scrollTop +=
           heading.getBoundingClientRect().top - 120; }""",
        heading.element_handle(),
    )
    stored = "() => Object.values({...sessionStorage}).some(each => each.includes('\"heading\"'))"
    page.wait_for_timeout(500)  # it is stored a moment after the page stands still
    assert page.evaluate(stored)
    return heading.evaluate(TOP_OF)


def expect_top(heading: Any, top: float) -> None:
    """Wait until the heading stands there."""
    for _ in range(100):
        if abs(heading.evaluate(TOP_OF) - top) < 8:
            return
        heading.page.wait_for_timeout(200)
    raise AssertionError(f"The heading stands at {heading.evaluate(TOP_OF)}, not at {top}.")


def test_a_reload_leaves_the_place_the_open_exercises_and_the_predictions(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/metrics")
    settled(page)
    question = page.locator(".st-key-predict-metrics-trap")
    # Its section comes once the place that is kept free for it is near.
    page.locator("[data-in-view=trap]").or_(question).first.scroll_into_view_if_needed()
    stand_still(question)
    commit_to(question, 1)
    verdict = page.locator(".stMarkdown", has_text="That is right.").or_(
        page.locator(".stMarkdown", has_text="It is:")
    )
    expect(verdict.first).to_be_visible()
    panel = open_panel(page, "iou_by_hand")
    expect(panel.get_by_label("Your answer")).to_be_visible()
    heading = page.locator("h2, h3").filter(has_text="Five sentences to keep").first
    top = scroll_to(page, heading)
    page.reload()
    settled(page)
    expect_top(heading, top)
    expect(page.locator(box("iou_by_hand")).get_by_label("Your answer")).to_be_attached()
    expect(page.locator(".st-key-predict-metrics-trap").get_by_text("(yours)")).to_be_visible()
    # Whoever scrolls is left in peace.
    page.mouse.wheel(0, -10_000)
    page.wait_for_timeout(2_000)
    # Not to the pixel: what arrives above keeps in place what is being read.
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") < top


def test_back_leads_to_where_a_page_was_left(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/metrics")
    settled(page)
    heading = page.locator("h2, h3").filter(has_text="Five sentences to keep").first
    top = scroll_to(page, heading)
    page.get_by_role("navigation", name="Lessons").get_by_role("link", name="Pixels and argmax").click()
    expect(page.get_by_role("heading", name="Pixels and argmax", exact=False).first).to_be_visible()
    settled(page)
    # A link leads to the top.
    wait_until(page, "document.querySelector('[data-testid=stMain]').scrollTop === 0")
    page.go_back()
    expect_top(heading, top)
    # The same from another site.
    page.goto("about:blank")
    page.go_back()
    settled(page)
    expect_top(heading, top)


def test_a_page_that_is_emptied_for_the_next_one_is_not_where_the_learner_was(
    page: Any, app_url: str
) -> None:
    page.goto(f"{app_url}/metrics")
    scroll_to(page, page.locator("h2, h3").filter(has_text="Five sentences to keep").first)
    stored = "() => sessionStorage.getItem('pixelwise.place.' + location.pathname)"
    place = page.evaluate(stored)
    # What a slow browser shows for a moment after a click on a link: nothing, while the address is still this page's.
    page.evaluate("() => document.querySelector('[data-testid=stMain]').replaceChildren()")
    page.evaluate("() => document.dispatchEvent(new Event('scroll'))")
    page.wait_for_timeout(500)
    assert page.evaluate(stored) == place


def test_an_exercise_with_something_typed_is_open_in_any_browser(page: Any, app_url: str) -> None:
    panel = unaided(page, app_url)
    write(page, panel, "def class_map(scores):\n    half = 'done'")
    expect(panel.get_by_text("Saved", exact=True)).to_be_visible()
    page.evaluate("addEventListener('pagehide', () => sessionStorage.clear())")
    page.reload()
    expect(panel.locator(".cm-content")).to_contain_text("half = 'done'")
    # One that was closed stays closed for this tab.
    line = page.locator(".st-key-open-exercise-argmax_per_pixel button")
    stand_still(line)
    line.click()
    expect(panel.locator(".cm-content")).to_have_count(0)
    page.wait_for_timeout(500)
    page.evaluate("location.reload()")
    settled(page)
    expect(page.locator(".st-key-open-exercise-argmax_per_pixel button")).to_contain_text("expand_more")
