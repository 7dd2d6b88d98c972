"""One learner in two tabs: neither overwrites what the other has saved, and what lost is put back."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_learner import open_panel, unaided, write

pytestmark = pytest.mark.browser

NEWER = "A newer version of this answer was saved in another tab or on another device"


def code(word: str) -> str:
    return f"def class_map(scores):\n    return '{word}'"


def test_a_tab_that_was_left_open_says_so_and_both_texts_are_kept(page: Any, app_url: str) -> None:
    old = unaided(page, app_url)
    write(page, old, code("first"))
    expect(old.get_by_text("Saved", exact=True)).to_be_visible()
    other_tab = page.context.new_page()
    new = unaided(other_tab, app_url)
    expect(new.locator(".cm-content")).to_contain_text("first")
    write(other_tab, new, code("newer"))
    expect(new.get_by_text("Saved", exact=True)).to_be_visible()

    page.bring_to_front()
    write(page, old, code("stale"))
    expect(old.get_by_text(NEWER)).to_be_visible()
    expect(old.locator(".cm-content")).to_contain_text("stale")  # nobody takes it away from who is typing
    other_tab.reload()
    expect(new.locator(".cm-content")).to_contain_text("newer")

    # The newer text comes over, and then the stale one is put back from what is kept.
    old.get_by_role("button", name="Show the newer version here").click()
    expect(old.locator(".cm-content")).to_contain_text("newer")
    expect(old.get_by_text(NEWER)).to_have_count(0)
    old.get_by_role("button", name="An earlier version of your answer is saved").click()
    expect(old.locator(".stCode").last).to_contain_text("stale")
    old.get_by_role("button", name="Put it back").click()
    expect(old.locator(".cm-content")).to_contain_text("stale")
    page.reload()
    panel = open_panel(page, "argmax_per_pixel")
    expect(panel.locator(".cm-content")).to_contain_text("stale")
    expect(panel.get_by_role("button", name="An earlier version of your answer is saved")).to_be_visible()
