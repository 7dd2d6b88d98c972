"""Every part of a class's own page, on a phone: accessible, no wider than the window, and without a script error."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.opening import complaints, each_tab, open_class, settle
from tests.browsers import scrolls_sideways, serious_violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_tab_of_a_class_fits_a_phone(new_tab: Callable[..., Any], app_url: str, theme: str) -> None:
    page = new_tab(color_scheme=theme, viewport={"width": 390, "height": 844})
    errors = complaints(page)
    settle(page, f"{app_url}/teach")
    open_class(page, "A class with a name that is rather long for a phone")
    for number in each_tab(page):
        for line in page.locator("[class*=st-key-open-answer-] button").all():
            line.click()
            expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        assert not serious_violations(page) and not scrolls_sideways(page), number
    assert not errors
