"""The U-Net page, used: a block opened, a skip cut, a pixel asked, a step walked back."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from lessons.models.weights import available
from tests.browser.opening import open_whole
from tests.browsers import stand_still

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("unet" not in available(), reason="the U-Net's weights are not in assets/weights"),
]

PIXEL = ".st-key-picture_probe_widget-unet-pixel"


@pytest.fixture
def unet(page: Any, app_url: str) -> Any:
    open_whole(page, f"{app_url}/unet")
    return page


def test_a_block_opens_to_its_channels(unet: Any) -> None:
    unet.get_by_test_id("pw-u-block-encoder.2").locator(".pw-u-hit").click()
    expect(unet.get_by_text("Encoder 2: 32 channels of 32 × 32")).to_be_visible()
    expect(unet.get_by_text("One cell stands for 4 × 4 pixels.")).to_be_visible()


def test_a_skip_is_cut_by_a_click_or_by_keys_and_its_effect_stands_beside_it(unet: Any) -> None:
    def row(name: str) -> Any:
        return unet.get_by_role("region", name="IoU here").get_by_role("row", name=re.compile(f"^{name}"))

    unet.set_viewport_size({"width": 1280, "height": 900})
    before = row("person").text_content()
    arrow = unet.get_by_test_id("pw-u-cut-skip 1")
    stand_still(arrow)
    arrow.click(position={"x": 30, "y": 12})
    expect(row("person")).not_to_have_text(before)
    expect(unet.get_by_test_id("pw-u-skip-skip 1")).to_have_value("zero")
    # One screen shows the drawing, the masks and the last row of the table.
    unet.get_by_test_id("pw-u-stage").evaluate("part => part.scrollIntoView({ block: 'start' })")
    for part in (arrow, row("person"), row("outlines")):
        expect(part).to_be_in_viewport()
    unet.get_by_role("button", name="Keep every skip").click()
    expect(row("person")).to_have_text(before)
    unet.get_by_label("Skip 1", exact=True).press("z")  # the first choice that begins so
    expect(row("person")).not_to_have_text(before)


def test_a_heat_map_that_cannot_be_fetched_comes_with_the_rerun(unet: Any) -> None:
    unet.route("**/ahead/*", lambda route: route.abort())
    answer, probe = unet.get_by_text("The runner-up is"), unet.locator(f"{PIXEL} .pw-probe")
    before, painted = answer.inner_text(), int(probe.get_attribute("data-paints"))
    frame = unet.locator(PIXEL).get_by_test_id("pw-probe-frame").last
    frame.scroll_into_view_if_needed()
    frame.click(position={"x": 40, "y": 90})
    expect(answer).not_to_have_text(before)
    expect(probe).to_have_attribute("data-paints", str(painted + 1))


def test_a_pixel_answers_and_its_logit_can_be_walked_back(unet: Any) -> None:
    answer = unet.get_by_text("The runner-up is")
    before = answer.inner_text()
    frame = unet.locator(PIXEL).get_by_test_id("pw-probe-frame").last
    frame.scroll_into_view_if_needed()
    painted = int(unet.locator(f"{PIXEL} .pw-probe").get_attribute("data-paints"))
    fetched: list[int] = []
    unet.on("response", lambda answer: fetched.append(answer.status) if "/ahead/" in answer.url else None)
    frame.click(position={"x": 20, "y": 20})
    expect(answer).not_to_have_text(before)
    # The heat map came ahead of the rerun, which then brought the very same: it is painted once.
    paints = unet.locator(f"{PIXEL} .pw-probe").get_attribute("data-paints")
    assert int(paints) == painted + 1 and fetched == [200]
    expect(unet.get_by_text("head, channel")).to_be_visible()
    unet.get_by_role("button", name="Walk on from this cell").click()
    expect(unet.get_by_text("decoder.3.second, channel")).to_be_visible()
