"""The home page, opened: one street three ways as soon as the network has looked, with nothing moved by it."""

from typing import Any

import pytest
from playwright.sync_api import expect

from lessons.models.weights import available
from lessons.scenes import CLASS_NAMES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("unet" not in available(), reason="the U-Net's weights are not in assets/weights"),
]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_street_is_read_three_ways_and_the_page_stays_where_it_is(
    page: Any, app_url: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(app_url)
    below = page.get_by_role("heading", name="Try it: finish the colouring")
    expect(page.get_by_test_id("pw-ways-frame")).to_have_count(2)
    expect(page.locator(".pw-footer")).to_be_visible(timeout=60_000)
    before = below.bounding_box()
    expect(page.get_by_text("The network is looking…")).to_have_count(0, timeout=60_000)
    page.get_by_test_id("pw-ways-stop").first.click()
    assert page.get_by_test_id("pw-ways-label").first.inner_text() in CLASS_NAMES
    expect(page.get_by_test_id("pw-ways-heard")).to_contain_text("One word for 16,384 pixels")
    page.get_by_test_id("pw-ways-slider").press("End")
    expect(page.get_by_test_id("pw-ways-heard")).to_contain_text("A class for each of the 16,384 pixels")
    assert below.bounding_box() == before
