"""The training page, used: a short live training is watched, stopped, gone back in, and repeated from its address."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browsers import scrolls_sideways, stand_still

pytestmark = pytest.mark.browser

SHORT = "data=scenes64&network=tiny_unet&batch=1&pictures=4&seed=5"


def open_lab(page: Any, app_url: str, query: str) -> Any:
    page.goto(f"{app_url}/training?{query}")
    expect(page.locator(".pw-footer")).to_be_visible(timeout=60_000)
    return page


def train(page: Any) -> None:
    page.get_by_role("button", name="Train", exact=True).click()


def learned(page: Any) -> None:
    """Wait for a look after the first: before it there is nothing to go back to."""
    expect(page.get_by_text(re.compile("^After [1-9][0-9,]* steps: mIoU"))).to_be_visible(timeout=60_000)


def ended(page: Any, word: str) -> None:
    expect(page.get_by_test_id("stProgress").get_by_text(re.compile(f"^{word}\\."))).to_be_visible(
        timeout=60_000
    )
    expect(page.get_by_text("Go back to step")).to_be_visible()


def caption(page: Any, steps: int) -> Any:
    """What the page says of the look after so many steps; the last one may come just after the run has ended."""
    return page.get_by_text(re.compile(f"^After {steps} steps: mIoU"))


def test_the_lab_fits_one_screen_shows_a_recorded_run_first_and_does_not_jump(
    page: Any, app_url: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    open_lab(page, app_url, f"{SHORT}&steps=20")
    parts = page.locator(".st-key-training-lab")
    expect(caption(page, 300)).to_be_visible()  # recorded, and nothing was pressed
    expect(parts.locator("canvas")).to_be_visible()
    stand_still(parts)
    before = parts.bounding_box()
    assert before["height"] <= 740, "with the bar of the page above it, 800 in all"
    heights = "() => [document.querySelector('.st-key-training-lab').clientHeight]"
    train(page)
    expect(page.get_by_text(re.compile("^Prediction after (0|1) steps?$"))).to_be_visible()
    (started,) = page.evaluate(heights)
    learned(page)
    (going_on,) = page.evaluate(heights)
    ended(page, "Finished")
    (over,) = page.evaluate(heights)
    assert max(abs(each - before["height"]) for each in (started, going_on, over)) <= 4
    # Controls to the left of what they change.
    train_button = page.get_by_role("button", name="Train", exact=True).bounding_box()
    assert train_button["x"] + train_button["width"] < parts.locator("canvas").bounding_box()["x"]


def test_on_a_phone_the_lab_stacks_without_scrolling_sideways(page: Any, app_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_lab(page, app_url, SHORT)
    parts = page.locator(".st-key-training-lab")
    expect(parts.locator("canvas")).to_be_visible()
    assert not scrolls_sideways(page)
    train_button = page.get_by_role("button", name="Train", exact=True).bounding_box()
    assert train_button["y"] < parts.locator(".pw-pictures").bounding_box()["y"]


def test_the_keyboard_goes_into_the_other_settings_and_on_from_there(page: Any, app_url: str) -> None:
    open_lab(page, app_url, SHORT)
    stand_still(page.locator(".st-key-training-lab"))
    button, fields = (
        page.get_by_role("button", name="More settings"),
        page.locator(".st-key-training-other-settings"),
    )
    button.press("Enter")
    expect(fields.get_by_role("combobox", name="Data")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Tab")
    expect(fields.get_by_role("combobox", name="Data")).to_be_focused()
    fields.get_by_label("Seed").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_focused()
    fields.get_by_label("Seed").focus()
    page.keyboard.press("Escape")
    expect(fields).to_have_count(0)
    expect(button).to_be_focused()


def test_a_run_is_gone_back_in_and_its_address_repeats_it(
    page: Any, app_url: str, new_tab: Callable[..., Any]
) -> None:
    open_lab(page, app_url, f"{SHORT}&steps=30")
    train(page)
    ended(page, "Finished")
    last = caption(page, 30).inner_text()
    back = page.get_by_role("slider", name="Go back to step")
    back.press("Home")
    expect(caption(page, 0)).to_be_visible()
    address = page.url
    assert "steps=30" in address and "seed=5" in address

    another = open_lab(new_tab(), address.partition("/training")[0], address.partition("?")[2])
    train(another)
    ended(another, "Finished")
    assert caption(another, 30).inner_text() == last


def test_a_run_is_stopped_and_can_be_trained_anew(page: Any, app_url: str) -> None:
    open_lab(page, app_url, f"{SHORT}&seconds=60")
    train(page)
    learned(page)
    page.get_by_role("button", name="Stop", exact=True).click(timeout=60_000)
    ended(page, "Stopped")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("button", name="Curve (CSV)")).to_be_visible()
    page.keyboard.press("Escape")
    train(page)
    expect(page.locator("label", has_text="Beside it")).to_be_visible()
    expect(page.get_by_text("Their settings are the same.")).to_be_visible()
    learned(page)
    page.get_by_role("button", name="Stop", exact=True).click(timeout=60_000)
    ended(page, "Stopped")
