"""A class from its opening to the end of a link, in four browsers."""

import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from app.classroom.hosting import codes
from tests.browser.opening import complaints, open_class
from tests.browsers import scrolls_sideways, serious_violations

pytestmark = pytest.mark.browser


def asked_for(page: Any) -> list[str]:
    """All that the page sends from now on: addresses, and where it says it comes from."""
    sent: list[str] = []
    page.on("request", lambda request: sent.extend([request.url, request.headers.get("referer", "")]))
    page.on("websocket", lambda socket: sent.append(socket.url))
    return sent


def links_of_new_class(page: Any, app: str, name: str) -> list[str]:
    """Open a class; its two links, that of those who teach first."""
    page.goto(f"{app}/teach")
    open_class(page, name)
    new = page.locator(".st-key-new-links")
    expect(new.locator("code")).to_have_count(2)
    links = [each.inner_text().strip() for each in new.locator("code").all()]
    page.get_by_role("button", name="I have kept it").click()
    expect(new).to_have_count(0)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    return links


def test_a_class_is_opened_entered_joined_and_its_link_renewed(
    new_tab: Callable[..., Any], app_url: str
) -> None:
    owner, other, student = (new_tab(viewport={"width": 1280, "height": 900}) for _ in range(3))
    errors = [complaints(each) for each in (owner, other, student)]
    sent = [asked_for(each) for each in (owner, other, student)]
    teaching, looking = links_of_new_class(owner, app_url, "Computer vision")
    secret = urlsplit(teaching).fragment
    assert re.fullmatch(rf"{re.escape(app_url)}/teach/enter#[\w-]{{43}}", teaching) and looking != teaching
    assert serious_violations(owner) == []

    # Another browser follows the link, and the secret is neither in its address nor behind it.
    other.goto(f"{app_url}/metrics")
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    other.goto(teaching)
    expect(other.get_by_role("heading", name="Computer vision")).to_be_visible()
    assert re.fullmatch(rf"{re.escape(app_url)}/teach\?class=[0-9a-f-]{{36}}(?:&view=\w+)?", other.url)
    shown = other.url
    other.go_back()
    expect(other.get_by_role("heading", name="Metrics")).to_be_visible()
    assert other.url.startswith(f"{app_url}/metrics")
    other.goto(shown)
    expect(other.get_by_role("heading", name="Computer vision")).to_be_visible()

    # A student scans the code: the link that it holds is the one that is there to be sent.
    owner.get_by_text("As a link, to send").click()
    link = owner.get_by_test_id("stExpander").locator("code").inner_text().strip()
    code = owner.locator(".pw-join-code").inner_text().replace("\n", "")
    assert link == f"{app_url}/join?code={code}" and codes.read(code) == code
    student.goto(link)
    expect(student.get_by_label("Class code")).to_have_value(code)
    student.get_by_role("textbox", name="The name that your instructor sees").fill("Blue heron")
    student.get_by_role("button", name="Join").click()
    expect(student.get_by_text("You are in Computer vision as Blue heron.")).to_be_visible()
    owner.get_by_text("Students", exact=True).click()
    expect(owner.get_by_role("cell", name="Blue heron")).to_be_visible()

    # A new link ends the old one, and the browser that came by it.
    owner.get_by_text("Settings", exact=True).click()
    owner.get_by_role("button", name="New link for instructors").click()
    expect(owner.locator(".st-key-new-links code")).to_contain_text("/teach/enter#")
    other.reload()
    expect(other.get_by_role("button", name="Open a class")).to_be_visible()
    expect(other.get_by_role("heading", name="Computer vision")).to_have_count(0)
    assert errors == [[], [], []]
    with other.expect_response(lambda answer: answer.request.method == "POST") as refused:
        other.goto(teaching)
    assert (refused.value.url, refused.value.status) == (f"{app_url}/teach/enter", 403)
    expect(other.get_by_text("This link does not work any more")).to_be_visible()
    assert other.url == f"{app_url}/teach/enter" and serious_violations(other) == []
    assert not [each for part in sent for each in part if secret in each]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_code_is_large_and_dark_on_white(
    new_tab: Callable[..., Any], app_url: str, width: int, scheme: str
) -> None:
    page = new_tab(viewport={"width": width, "height": 900}, color_scheme=scheme)
    links_of_new_class(page, app_url, "Vision")
    picture, code = page.locator(".pw-join img"), page.locator(".pw-join-code")
    expect(picture).to_be_visible()
    assert picture.evaluate("each => each.clientWidth") >= min(440, width - 50)
    assert code.evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= 72
    pixels = Image.open(io.BytesIO(picture.screenshot())).convert("L")
    assert pixels.getpixel((pixels.width // 2, 12)) == 255, "a white margin, in both themes"
    assert pixels.getextrema()[0] == 0
    assert serious_violations(page) == [] and not scrolls_sideways(page)
