"""The page on dilation, used: every control is worked once, in the browser a learner has."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.opening import open_whole
from tests.browsers import choose, pick, slide, stand_still, type_number

pytestmark = pytest.mark.browser


@pytest.fixture
def dilation(page: Any, app_url: str) -> Any:
    open_whole(page, f"{app_url}/dilation")
    return page


def test_a_stack_grows_shrinks_and_is_loaded(dilation: Any) -> None:
    sentence = dilation.get_by_text("One cell of the result sees")
    expect(sentence).to_contain_text("15 × 15")
    for name, value in {"Next kernel": 5, "Next stride": 2, "Next dilation": 3}.items():
        type_number(dilation, name, value)
    dilation.get_by_role("button", name="Add this layer").click()
    expect(sentence).to_contain_text("27 × 27 pixels; from cell to cell the field moves on by 2")
    choose(dilation, "dilation-next-kind", "Pooling")
    dilation.get_by_role("button", name="Add this layer").click()
    expect(sentence).to_contain_text("51 × 51 pixels; from cell to cell the field moves on by 4")
    slide(dilation, "dilation-layers", "Home")
    expect(sentence).to_contain_text("3 × 3")
    dilation.get_by_role("button", name="Empty the stack").click()
    expect(dilation.get_by_text("The stack is empty")).to_be_visible()
    dilation.locator(".st-key-dilation-load").get_by_role("combobox").click()
    dilation.get_by_role("option", name="Rates 1, 2, 5").click()
    expect(sentence).to_contain_text("17 × 17")
    dilation.get_by_role("button", name="Remove the last layer").click()
    expect(sentence).to_contain_text("7 × 7")


def test_gaps_close_when_the_dilations_change(dilation: Any) -> None:
    expect(dilation.get_by_text("71 % of the 13 × 13 cells are never read")).to_be_visible()
    type_number(dilation, "Dilations of 3 × 3 convolutions, one behind the other", "1, 2, 5")
    expect(dilation.get_by_text("every one of the 17 × 17 cells is read")).to_be_visible()
    type_number(dilation, "Dilations of 3 × 3 convolutions, one behind the other", "none")
    expect(dilation.get_by_text("Type 1 to 5 whole numbers")).to_be_visible()
    expect(dilation.get_by_text("every one of the 17 × 17 cells is read")).to_be_visible()


def test_the_exchange_follows_its_sliders(dilation: Any) -> None:
    slide(dilation, "dilation-side", "Home")
    expect(dilation.get_by_text("Downsampling ends with 4 × 4 cells")).to_be_visible()
    slide(dilation, "dilation-channels", "Home")
    expect(dilation.get_by_text("with 556 parameters")).to_be_visible()


def test_a_block_of_the_network_is_opened(dilation: Any) -> None:
    expect(dilation.get_by_text("Pyramid, stacked: 64 channels of 16 × 16.")).to_be_visible()
    stand_still(dilation.locator(".st-key-dilation-block"))
    pick(dilation.locator(".st-key-dilation-block").get_by_role("combobox"), "Early map")
    expect(dilation.get_by_text("Early map: 24 channels of 64 × 64.")).to_be_visible()


def test_a_cell_near_the_corner_reads_less_of_the_map(dilation: Any) -> None:
    """Of 9 cells with rate 6, four lie on the map for a corner cell."""
    probe = dilation.locator("[class*=picture_probe_widget-dilation-aspp]")
    expect(probe.get_by_text("9 of 9 on the map")).to_have_count(3)
    frame = probe.get_by_test_id("pw-probe-frame").first
    stand_still(frame)
    frame.click(position={"x": 3, "y": 3})
    expect(probe.get_by_text("4 of 9 on the map")).to_have_count(3)


def test_a_branch_is_silenced(dilation: Any) -> None:
    pills = dilation.locator(".st-key-dilation-silenced")
    stand_still(pills)
    choose(dilation, "dilation-silenced", "Mean")
    expect(pills.get_by_role("button", name="Mean", exact=True, pressed=True)).to_be_visible()
    expect(dilation.get_by_text("without those:")).to_be_visible()
