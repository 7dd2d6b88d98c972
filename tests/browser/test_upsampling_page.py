"""The upsampling page, used: every control is worked once, in the browser a learner has."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.opening import open_whole
from tests.browsers import choose, pick, slide, type_number

pytestmark = pytest.mark.browser


@pytest.fixture
def upsampling(page: Any, app_url: str) -> Any:
    open_whole(page, f"{app_url}/upsampling")
    return page


@pytest.fixture
def asked(page: Any, app_url: str) -> Any:
    """The page with the book closed, the answer to its second question shown."""
    page.goto(f"{app_url}/upsampling")
    page.get_by_role("button", name=re.compile("Go deeper: The same numbers")).click(timeout=60_000)
    question = page.locator(".st-key-predict-upsampling-views")
    question.get_by_role("button", name="Show it anyway").click(timeout=60_000)
    return page


def guess(page: Any, value: int) -> None:
    field = page.get_by_placeholder("Type a number")
    field.fill(str(value))
    field.press("Enter")


def test_the_size_is_predicted_and_the_stamps_are_played(asked: Any) -> None:
    expect(asked.get_by_test_id("pw-stamps-output")).to_be_hidden()
    guess(asked, 5)
    expect(asked.get_by_text("That is right.")).to_be_visible()
    output = asked.get_by_test_id("pw-stamps-output")
    asked.get_by_test_id("pw-stamps-play").click()
    expect(output).to_have_attribute("aria-label", re.compile(r"after 4 of 4 stamps; row 1: 1, 2, 3, 4, 2;"))
    asked.get_by_test_id("pw-stamps-back").click()
    expect(asked.get_by_test_id("pw-stamps-said")).to_contain_text("Input cell (2, 1) holds 3.")
    type_number(asked, "padding", 1)
    expect(asked.get_by_test_id("pw-stamps-veil")).to_be_visible()
    asked.get_by_test_id("pw-stamps-step").click()
    expect(asked.get_by_test_id("pw-stamps-summary")).to_contain_text("= 3 cells on each side")


def test_every_number_of_the_setting_changes_the_stamps(asked: Any) -> None:
    guess(asked, 5)
    summary = asked.get_by_test_id("pw-stamps-summary")
    expect(summary).to_contain_text("= 5 cells")
    size = {"input cells": (3, 7), "kernel_size": (2, 6), "stride": (3, 8), "padding": (1, 6)}
    for name, (value, side) in (size | {"output_padding": (1, 7), "dilation": (2, 8)}).items():
        type_number(asked, name, value)
        expect(asked.get_by_test_id("pw-stamps-veil")).to_be_visible()
        asked.get_by_test_id("pw-stamps-step").click()
        expect(summary).to_contain_text(f"= {side} cells")
    choose(asked, "upsampling-dimensions", "1-D")
    expect(asked.get_by_test_id("pw-stamps-input-1-0")).to_have_count(0)
    type_number(asked, "stride", 0)
    expect(asked.get_by_text("The stride is 0; choose 1 or more.")).to_be_visible()
    expect(asked.get_by_text("Below is still the last setting that can be drawn.")).to_be_visible()


def test_an_edited_cell_reaches_the_other_two_views(asked: Any) -> None:
    sentence = asked.get_by_text("Row 13 of Cᵀ times the input")
    expect(asked.get_by_text("Then both views of it appear here.")).to_be_visible()
    expect(sentence).to_have_count(0)
    guess(asked, 5)
    expect(sentence).to_contain_text("1 · 1 + 1 · 2 + 1 · 3 + 1 · 4 = 10.")
    cell = asked.get_by_test_id("pw-stamps-input-1-1")
    cell.fill("-7")
    cell.press("Tab")
    expect(sentence).to_contain_text("1 · −7 = −1.")
    frame = asked.locator("[class*=picture_probe_widget-upsampling-views]").get_by_test_id("pw-probe-frame")
    frame.scroll_into_view_if_needed()
    frame.click(position={"x": 10, "y": 10})
    expect(asked.get_by_text("Row 1 of Cᵀ times the input: 1 · 1 = 1.")).to_be_visible()


def test_a_blended_value_follows_the_cell_and_the_convention(upsampling: Any) -> None:
    sentence = upsampling.get_by_text("The nearest rule copies")
    expect(sentence).to_contain_text("= 3.25")
    frame = upsampling.locator("[class*=picture_probe_widget-upsampling-blend]").get_by_test_id(
        "pw-probe-frame"
    )
    frame.scroll_into_view_if_needed()
    frame.click(position={"x": 5, "y": 5})
    expect(sentence).to_contain_text("New cell (1, 1) lies at row 1, column 1 of the old map")
    slide(upsampling, "upsampling-blend-new", "ArrowRight")
    expect(upsampling.get_by_text("The new map, 5 × 5")).to_be_visible()
    before = sentence.inner_text()
    upsampling.locator(".st-key-upsampling-blend-corners").get_by_text("align_corners").click()
    expect(sentence).not_to_have_text(before)
    choose(upsampling, "upsampling-blend-size", "3 × 3")
    expect(sentence).to_contain_text("of the old map")


def test_checkerboards_follow_the_upsampler_its_weights_and_the_stages(upsampling: Any) -> None:
    sentence = upsampling.get_by_text("checkerboard index")
    expect(sentence.first).to_contain_text(
        "Transposed, kernel 3, even weights, 1 doubling: checkerboard index 1.000"
    )
    choose(upsampling, "upsampling-checkers-stages", "3")
    expect(sentence.first).to_contain_text("3 doublings")
    choose(upsampling, "upsampling-checkers-start", "bilinear")
    expect(sentence.first).to_contain_text("bilinear weights")
    upsampler = upsampling.locator(".st-key-upsampling-checkers-name").get_by_role("combobox")
    pick(upsampler, "Nearest, then convolution")
    expect(sentence.first).to_contain_text("Nearest, then convolution, bilinear weights, 3 doublings")
    expect(upsampling.get_by_text("right behind the last transposed convolution")).to_be_visible()


def test_the_tables_of_costs_follow_their_sliders(upsampling: Any) -> None:
    for name, words in {
        "inputs": "Doubling 4 channels of 32 × 32 cells to 16",
        "outputs": "Doubling 4 channels of 32 × 32 cells to 4",
        "map": "Doubling 4 channels of 8 × 8 cells to 4",
    }.items():
        slide(upsampling, f"upsampling-{name}", "Home")
        expect(upsampling.get_by_text(words)).to_be_visible()
