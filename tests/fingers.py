"""A finger on a phone: touches that Chromium treats as a real one's, so that it scrolls, or leaves them to the page."""

import itertools
from typing import Any

from playwright.sync_api import Locator, Page

Point = tuple[float, float]

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
"""A tab as on a phone."""


def swipe(page: Page, *points: Point, rest: int = 0) -> None:
    """Put a finger down at the first point, keep it there for `rest` milliseconds, draw it along all others."""
    send = page.context.new_cdp_session(page).send

    def touch(kind: str, *at: Point) -> None:
        send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in at]})

    touch("touchStart", points[0])
    page.wait_for_timeout(rest)
    for (from_x, from_y), (to_x, to_y) in itertools.pairwise(points):
        for step in range(1, 11):
            share = step / 10
            touch("touchMove", (from_x + share * (to_x - from_x), from_y + share * (to_y - from_y)))
    page.wait_for_timeout(150)
    touch("touchMove", points[-1])  # it rests before it goes: the page does not roll on
    touch("touchEnd")


def scrolled(page: Page) -> float:
    """How far down the page is."""
    return page.locator(".stMain").evaluate("main => main.scrollTop")


def swipes_past(page: Page, part: Locator, low: float = 0.5) -> None:
    """Swipe up and back down over this part of the page, and find that the page scrolls with it.

    The finger begins in its middle, or so low as this share of its height.
    """
    box = part.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + low * box["height"]
    before = scrolled(page)
    swipe(page, (x, y), (x, y - 120))
    after = scrolled(page)
    assert after - before > 60, "the finger did not scroll the page"
    swipe(page, (x, y - (after - before)), (x, y))
    assert scrolled(page) < after - 60, "nor back"


def too_low(page: Page) -> list[str]:
    """What a finger is to hit and is less than 44 pixels high: each with its height.

    Links in a sentence are as high as its lines. A line of linked code has a row in the table beside it that does the
    same; a field that grows with what is chosen in it counts as its frame.
    """
    return page.evaluate(
        """() => [...document.querySelectorAll(
             'a[href], button, input, select, textarea, summary, [role=button], [role=radio], [role=switch]')]
           .filter(each => each.getClientRects().length && !each.disabled && !each.closest('.pw-linked-code')
             && getComputedStyle(each).visibility === "visible" && getComputedStyle(each).pointerEvents !== "none"
             && !(each.matches("a") && each.closest("p") && getComputedStyle(each).display === "inline")
             && !(each.matches("input[type=range]") && each.closest(".stSlider")))
           .map(each => [each, each.closest("label") ?? each.closest(".stSelectbox [role=group], .stMultiSelect")
             ?? each])
           .map(([each, target]) => [each, target.getBoundingClientRect()])
           .filter(([_, { width, height }]) => width > 1 && height > 1 && height < 43.9)
           .map(([each, { height }]) => `${each.tagName} ${each.getAttribute("aria-label") ?? each.textContent}: `
             + Math.round(height))"""
    )
