"""The U-Net page, used: a block opened, a skip cut, a pixel asked, a step walked back."""

from typing import Any

import pytest
from playwright.sync_api import expect

from lessons.models.weights import available

pytestmark = pytest.mark.skipif(
    "unet" not in available(), reason="the U-Net's weights are not in assets/weights"
)


@pytest.fixture
def unet(page: Any, app_url: str) -> Any:
    page.goto(f"{app_url}/unet")
    expect(page.locator(".pw-footer")).to_be_visible(timeout=60_000)
    return page


def test_a_block_opens_to_its_channels(unet: Any) -> None:
    unet.get_by_test_id("pw-u-block-encoder.2").locator(".pw-u-hit").click()
    expect(unet.get_by_text("Encoder 2: 32 channels of 32 × 32")).to_be_visible()
    expect(unet.get_by_text("One cell stands for 4 × 4 pixels.")).to_be_visible()


def test_cutting_skips_changes_the_score(unet: Any) -> None:
    expect(unet.get_by_text("with every skip kept")).to_be_visible()
    told = unet.get_by_text("with every skip kept").inner_text()
    for level in range(4):
        unet.get_by_test_id(f"pw-u-skip-skip {level}").select_option("zero")
    expect(unet.get_by_text("with every skip kept")).not_to_have_text(told)


def test_a_pixel_answers_and_its_logit_can_be_walked_back(unet: Any) -> None:
    answer = unet.get_by_text("The runner-up is")
    before = answer.inner_text()
    frame = unet.locator(".st-key-picture_probe_widget-unet-pixel").get_by_test_id("pw-probe-frame").last
    frame.scroll_into_view_if_needed()
    frame.click(position={"x": 20, "y": 20})
    expect(answer).not_to_have_text(before)
    expect(unet.get_by_text("head, channel")).to_be_visible()
    unet.get_by_role("button", name="Walk on from this cell").click()
    expect(unet.get_by_text("decoder.3.second, channel")).to_be_visible()
