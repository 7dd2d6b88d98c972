"""The progress page in real Chromium, by keyboard: what to do next, and a link to every exercise."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from exercises._engine.catalogue import catalogue
from lessons import COURSE
from tests.browser.test_learner import open_panel
from tests.browsers import serious_violations

pytestmark = pytest.mark.browser


def follow(page: Any, link: Any) -> None:
    """Go to a link and follow it, by keyboard."""
    link.focus()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")


def test_the_next_exercise_and_every_other_is_a_link_to_follow_by_keyboard(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/progress")
    following = page.locator(".st-key-progress-next").get_by_role("link")
    expect(following).to_contain_text("Next: ")
    every = page.locator("[class*=st-key-progress-]").get_by_role("link")
    expect(every).to_have_count(1 + sum(len(lesson.exercises) for lesson in COURSE))
    assert serious_violations(page) == []
    follow(page, following)
    expect(page.get_by_role("heading", name=COURSE[0].title, level=1)).to_be_visible()
    expect(page).to_have_url(re.compile(rf"/{COURSE[0].slug}\?exercise={COURSE[0].exercises[0]}$"))

    page.goto(f"{app_url}/progress")
    follow(
        page,
        page.get_by_role("link", name=re.compile(f"^{re.escape(catalogue()['iou_by_hand'].title)} · open")),
    )
    expect(page).to_have_url(re.compile(r"/metrics\?exercise=iou_by_hand$"))


def test_a_wrong_choice_is_told_and_the_progress_page_counts_it(page: Any, app_url: str) -> None:
    """By keyboard: an option that is wrong, the new task after it, and the attempt on the progress page."""
    page.goto(f"{app_url}/argmax")
    panel = open_panel(page, "argmax_ties")
    for place in range(4):
        panel.locator("label:has(input[type=radio])").nth(place).click()
        panel.get_by_role("button", name="Check").click()
        expect(panel.get_by_text("Saved.", exact=True)).to_be_visible()
        if panel.get_by_text("Not yet.").count():
            break
        panel.get_by_role("button", name="Try another one").click()
        expect(panel.get_by_text("Saved.", exact=True)).to_have_count(0)
    expect(panel.get_by_role("radio").first).to_be_disabled()
    following = panel.get_by_role("button", name="Go on to a new task")
    following.focus()
    page.keyboard.press("Enter")
    expect(panel.get_by_role("radio").first).to_be_enabled()
    expect(panel.get_by_text("Not yet.")).to_have_count(0)
    page.get_by_role("link", name=re.compile("^Your progress")).first.click()
    title = re.escape(catalogue()["argmax_ties"].title)
    expect(page.get_by_role("link", name=re.compile(rf"^{title} · .*attempt"))).to_be_visible()
