"""What must hold on every page: no serious accessibility violation, no sideways scroll, no script error."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from app.views.training.clinic import BUGS
from exercises._engine.catalogue import catalogue
from lessons import COURSE, Lesson
from tests.browser.opening import PAGES, complaints, settle
from tests.browsers import box, cut_off, scrolls_sideways, serious_violations
from tests.fingers import PHONE, too_low

pytestmark = pytest.mark.browser


def is_too_wide(page: Any, width: int) -> bool:
    """Whether anything is wider than a window of this width."""
    page.set_viewport_size({"width": width, "height": 800})
    for _ in range(50):  # figures follow the window's width a moment later
        page.wait_for_timeout(100)
        if not scrolls_sideways(page):
            return False
    return True


def in_themes() -> Iterator[Any]:
    """Every page in one theme, the themes taking turns; in the other theme it is for the long run."""
    for number, path in enumerate(PAGES):
        first, second = ("light", "dark") if number % 2 else ("dark", "light")
        yield pytest.param(path, first, id=f"{path or 'home'}-{first}")
        yield pytest.param(path, second, id=f"{path or 'home'}-{second}", marks=pytest.mark.long)


@pytest.mark.parametrize(("path", "theme"), list(in_themes()))
def test_a_page_fits_wide_windows_and_is_accessible_with_all_of_it_open(
    new_tab: Callable[..., Any], app_url: str, path: str, theme: str
) -> None:
    page = new_tab(color_scheme=theme)
    errors = complaints(page)
    settle(page, f"{app_url}/{path}")
    assert [width for width in (1920, 1280) if is_too_wide(page, width)] == []
    for lesson in COURSE:
        if path and lesson.slug == path:
            open_all(page, lesson)
    assert not serious_violations(page)
    assert not errors


def open_all(page: Any, lesson: Lesson) -> None:
    """Open every exercise and every source; check one of each kind, and ask for a hint where code is written."""
    for source in page.locator("[class*=st-key-open-code-] button").all():
        sources_open = page.locator("[data-testid=stCode]").count()
        source.click()
        expect(page.locator("[data-testid=stCode]")).not_to_have_count(sources_open)
    kinds: set[str] = set()
    for exercise in lesson.exercises:
        for number, (stem, _) in enumerate(BUGS.values()):
            if exercise.startswith(f"clinic_{stem}_"):  # the clinic shows those of one bug at a time
                page.locator(".st-key-training-bug [role=radiogroup] label").nth(number).click()
        panel = page.locator(box(exercise))
        panel.locator(f".st-key-open-exercise-{exercise} button").click()
        check = panel.get_by_role("button", name=re.compile("^Check"))
        expect(check).to_be_visible()
        # What an exercise says when checked, and its hints, look alike in all exercises of a kind.
        if catalogue()[exercise].kind in kinds:
            continue
        kinds.add(catalogue()[exercise].kind)
        check.click()
        expect(panel.locator("[data-testid=stAlert]")).to_be_visible()
        if (
            catalogue()[exercise].kind == "code"
        ):  # a check without an answer is no attempt, and hints follow one
            panel.get_by_role("button", name=re.compile("^Show hint 1")).click()
            expect(panel.get_by_text("Hint 1 of")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opened_on_a_telephone_fits_it_and_fingers(
    new_tab: Callable[..., Any], app_url: str, path: str
) -> None:
    page = new_tab(**PHONE)
    errors = complaints(page)
    settle(page, f"{app_url}/{path}")
    low, cut = too_low(page), cut_off(page)
    # The menu is closed, and the Tab key must not lead into it.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    left = page.evaluate("document.activeElement.getBoundingClientRect().left")
    wider = [width for width in (390, 360) if is_too_wide(page, width)]
    assert (low, cut) == ([], [])
    assert not serious_violations(page)
    assert left >= 0
    assert wider == []
    assert not errors
