"""What must hold on every page: no serious accessibility violation, no sideways scroll, no script error."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.views.training.clinic import BUGS
from exercises._engine.catalogue import catalogue
from lessons import COURSE, Lesson

pytestmark = pytest.mark.browser
PAGES = ["", *(lesson.slug for lesson in COURSE), "progress"]


def settle(page: Any, address: str) -> None:
    """Open a page and scroll through it once, so that everything lazy is there."""
    page.goto(address)
    # The first visitor of a page waits for what it imports: the library of the last lesson takes seconds.
    expect(page.get_by_text("The code shown on a page is the code that runs.")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    # Some sections come later than what is below them, and say so.
    awaited = page.get_by_text(re.compile("takes some seconds|Waiting for the numbers"))
    expect(awaited).to_have_count(0, timeout=60_000)
    page.wait_for_timeout(1500)


def serious_violations(page: Any) -> list[tuple[str, list[str]]]:
    """What axe finds wrong on the page as it stands: each rule with up to five places."""
    return [
        (each["id"], [str(node["target"]) for node in each["nodes"]][:5])
        for each in Axe().run(page).response["violations"]
        if each["impact"] in {"serious", "critical"}
    ]


def violations_by_theme(page: Any) -> dict[str, list[tuple[str, list[str]]]]:
    """`serious_violations` in both themes; an open page follows the system's theme."""
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(700)  # colours fade in
        found[scheme] = serious_violations(page)
    return {scheme: serious for scheme, serious in found.items() if serious}


def scrolls_sideways(page: Any, width: int) -> bool:
    """Whether anything is wider than a window of this width."""
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_timeout(300)
    return page.evaluate(
        """() => [document.documentElement, document.querySelector('.stMain')]
             .some(element => element && element.scrollWidth > element.clientWidth)"""
    )


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_wide_windows_and_is_accessible_in_both_themes_with_all_of_it_open(
    page: Any, app_url: str, path: str
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    settle(page, f"{app_url}/{path}")
    assert [width for width in (1920, 1280) if scrolls_sideways(page, width)] == []
    for lesson in COURSE:
        if path and lesson.slug == path:
            open_all(page, lesson)
    assert not violations_by_theme(page)
    assert not errors


def open_all(page: Any, lesson: Lesson) -> None:
    """Open every exercise and every source; check and ask for a hint in one exercise of each kind."""
    for source in page.locator("[class*=st-key-open-code-] button").all():
        shown = page.locator("[data-testid=stCode]").count()
        source.click()
        expect(page.locator("[data-testid=stCode]")).not_to_have_count(shown)
    kinds: set[str] = set()
    for exercise in lesson.exercises:
        for number, (stem, _) in enumerate(BUGS.values()):
            if exercise.startswith(f"clinic_{stem}_"):  # the clinic shows those of one bug at a time
                page.locator(".st-key-training-bug [role=radiogroup] label").nth(number).click()
        panel = page.locator(f".st-key-exercise-{exercise}")
        panel.locator(f".st-key-open-{exercise} button").click()
        expect(panel.get_by_role("button", name=re.compile("^Show hint 1"))).to_be_visible()
        # What an exercise says when checked, and its hints, look alike in all exercises of a kind.
        if catalogue()[exercise].kind in kinds:
            continue
        kinds.add(catalogue()[exercise].kind)
        panel.get_by_role("button", name=re.compile("^Check")).click()
        expect(panel.locator("[data-testid=stAlert]")).to_be_visible()
        panel.get_by_role("button", name=re.compile("^Show hint 1")).click()
        expect(panel.get_by_text("Hint 1 of")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opened_on_a_telephone_fits_it(chromium: Any, app_url: str, path: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    settle(page, f"{app_url}/{path}")
    # The menu is closed, and the Tab key must not lead into it.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    left = page.evaluate("document.activeElement.getBoundingClientRect().left")
    wider = [width for width in (390, 360) if scrolls_sideways(page, width)]
    context.close()
    assert left >= 0
    assert wider == []
    assert not errors
