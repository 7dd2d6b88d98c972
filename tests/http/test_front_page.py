"""The HTML of every page before its script has run, and of an address that is no page."""

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import urljoin

import pytest
import streamlit as st
from PIL import Image, ImageColor
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.http.front_page import front_pages
from app.pages import TITLES, tab_title
from lessons import COURSE
from tests.browsers import serious_violations


@pytest.fixture(scope="module")
def app() -> TestClient:
    """The routes alone, behind a path: what they do not take gets a plain 404."""
    return TestClient(Starlette(routes=front_pages("/seg/lesson", TITLES, tab_title, "assets/first.js")))


@pytest.mark.parametrize("path", TITLES)
def test_a_page_has_its_title_and_our_scripts_first(app: TestClient, path: str) -> None:
    answer = app.get(f"/seg/lesson/{path}")
    assert answer.status_code == 200
    assert f"<title>{tab_title(TITLES[path])}</title>" in unescape(answer.text)
    assert re.findall(r'<script[^>]* src="([^"]*)"', answer.text)[0] == "./assets/first.js"


def test_each_tab_tells_its_page() -> None:
    titles = [tab_title(title) for title in TITLES.values()]
    assert len({*titles}) == len(TITLES)
    assert all("Pixelwise" in title for title in titles)


@pytest.mark.parametrize(
    "address", ["nonsense", "metrics/more", "a/b/c", "index.html", "home", "%2e%2e/x", "m?q=<b>"]
)
def test_what_is_no_page_says_so_and_leads_to_the_lessons(app: TestClient, address: str) -> None:
    answer = app.get(f"/seg/lesson/{address}")
    assert answer.status_code == 404
    base = re.search(r'<base href="([^"]*)"', answer.text)
    assert base
    root = urljoin(f"http://host/seg/lesson/{address}", base[1])
    links = [urljoin(root, link) for link in re.findall(r'<a href="([^"]*)"', answer.text)]
    assert links == [f"http://host/seg/lesson/{path}" for path in TITLES]
    assert "{{" not in answer.text and "<b>" not in answer.text


@pytest.mark.parametrize("page", ["metrics", "progress"])
def test_a_slash_behind_a_page_is_taken_away(app: TestClient, page: str) -> None:
    answer = app.get(f"/seg/lesson/{page}/?section=trap", follow_redirects=False)
    assert answer.status_code == 301
    assert urljoin(f"/seg/lesson/{page}/", answer.headers["location"]) == f"/seg/lesson/{page}?section=trap"


def test_what_streamlit_serves_is_left_to_it(app_url: str, app: TestClient) -> None:
    for path in ("_stcore/health", "favicon.png", "static/js/any.js", "media/any", "component/any"):
        assert app.get(f"/seg/lesson/{path}").text == "Not Found", "the answer where no route takes it"
    with TestClient(Starlette()) as plain:
        assert plain.get("/").text == "Not Found"


def background(theme: str) -> tuple[int, ...]:
    return ImageColor.getrgb(st.get_option(f"theme.{theme}.backgroundColor"))


def colour(page: Any) -> tuple[int, ...]:
    """The colour of the window at its left edge."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    edge = picture.getpixel((4, picture.height // 2))
    assert isinstance(edge, tuple)
    return edge


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_frame_has_the_background_of_the_theme(
    new_tab: Callable[..., Any], app_url: str, scheme: str
) -> None:
    page = new_tab(color_scheme=scheme)
    page.route("**/static/js/**", lambda route: route.abort())  # nothing of Streamlit's runs
    page.goto(f"{app_url}/metrics")
    assert page.title() == tab_title(TITLES["metrics"])
    assert colour(page) == background(scheme)
    for chosen in ("", '"System"', '"Light"', '"Dark"', "no JSON", "null", "7"):
        page.evaluate("chosen => localStorage.setItem('stActiveTheme-/metrics-v2', chosen)", chosen)
        page.reload()
        theme = {'"Light"': "light", '"Dark"': "dark"}.get(chosen, scheme)
        assert colour(page) == background(theme), chosen


@pytest.mark.browser
def test_streamlit_reads_a_chosen_theme_from_where_we_read_it(
    new_tab: Callable[..., Any], app_url: str
) -> None:
    page = new_tab(color_scheme="light")
    page.goto(f"{app_url}/nonsense")
    page.evaluate("localStorage.setItem('stActiveTheme-/progress-v2', '\"Dark\"')")
    page.goto(f"{app_url}/progress")
    expect(page.locator(".pw-footer")).to_be_visible(timeout=60_000)
    red, green, blue = background("dark")
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", f"rgb({red}, {green}, {blue})")


@pytest.mark.browser
def test_the_tab_names_the_page_that_is_shown(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/progress")
    expect(page.locator(".pw-footer")).to_be_visible(timeout=60_000)
    expect(page).to_have_title(tab_title(TITLES["progress"]))
    lesson = COURSE[1]
    page.get_by_role("link", name=re.compile(f"^{re.escape(lesson.title)}")).first.click()
    expect(page).to_have_title(tab_title(lesson.title))


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_no_page_is_accessible_and_leads_on(
    new_tab: Callable[..., Any], app_url: str, scheme: str
) -> None:
    page = new_tab(color_scheme=scheme, viewport={"width": 390, "height": 844})
    answer = page.goto(f"{app_url}/no/such/page")
    assert answer.status == 404
    assert colour(page) == background(scheme)
    assert not serious_violations(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_title(tab_title(COURSE[0].title))
    expect(page.locator(".pw-footer")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
