"""The lesson behind a path of its host, `/seg/lesson/`: nginx passes the path on, or takes it away."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from app.http.identity import COOKIE
from tests.browser.opening import PAGES, complaints, settle
from tests.browser.test_class import links_of_new_class
from tests.browsers import pick
from tests.lessons.scenes.pictures import SCENE, encoded
from tests.proxies import DEPLOY, changed, needs_nginx, proxying
from tests.servers import free_port, serving

pytestmark = [pytest.mark.browser, needs_nginx]

PREFIX = "/seg/lesson"
HERE = "proxy_pass http://127.0.0.1:8501;"


@pytest.fixture(scope="module", params=["passed on", "taken away"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the lesson's first page, behind nginx with our configuration."""
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    configuration = (DEPLOY / "nginx-path.conf").read_text()
    if request.param == "passed on":
        environment = {"PIXELWISE_DATA_DIR": str(folder), "PIXELWISE_DATABASE_URL": ""}
        environment["STREAMLIT_SERVER_BASE_URL_PATH"] = PREFIX.strip("/")
        with serving("app/server.py", environment, ready="/healthz") as app:
            yield from behind_nginx(configuration, app, folder, port)
    else:
        # As the configuration's comment says: three lines in place of one.
        three = re.compile("# (proxy_pass|proxy_redirect|proxy_cookie_path) ")
        other = three.sub(r"\1 ", changed(configuration, {HERE: ""}))
        app = request.getfixturevalue("app_url")
        yield from behind_nginx(other.replace("8501/;", "8501;", 1), app + "/", folder, port)


def behind_nginx(configuration: str, app: str, folder: Path, port: int) -> Iterator[str]:
    """The address behind nginx, which asks the app at `app`."""
    here = {HERE: f"proxy_pass {app};", "listen 80;": f"listen 127.0.0.1:{port};"}
    here["/var/log/nginx/access.log"] = str(folder / "access.log")
    http = f"events {{}}\nhttp {{\n{changed(configuration, here)}}}\n"
    with proxying(http, folder, port):
        yield f"http://127.0.0.1:{port}{PREFIX}/"
    named = re.findall(
        r'"\w+ /seg/lesson/(?:_stcore/upload_file|media|ahead)/(?!-")', (folder / "access.log").read_text()
    )
    assert named == [], "the log tells no visit and no file"


def requests_elsewhere(page: Any) -> list[str]:
    """The paths outside the lesson's that the page asks this host for from now on."""
    paths: list[str] = []

    def note(address: str) -> None:
        path = urlsplit(address).path
        if not path.startswith(f"{PREFIX}/") and not address.startswith(("data:", "blob:")):
            paths.append(path)

    page.on("request", lambda request: note(request.url))
    page.on("websocket", lambda socket: note(socket.url))
    return paths


@pytest.mark.long
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_by_its_address(page: Any, site: str, path: str) -> None:
    errors, elsewhere = complaints(page), requests_elsewhere(page)
    settle(page, site + path)
    expect(page.locator(".pw-menu a[aria-current=page]")).to_have_attribute("href", site + path)
    expect(page.get_by_text("BidiComponent Error")).to_have_count(0)
    assert (errors, elsewhere) == ([], [])


def test_links_reloads_and_slashes_lead_to_the_pages(page: Any, site: str) -> None:
    errors, elsewhere = complaints(page), requests_elsewhere(page)
    page.goto(site.removesuffix("/"))
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Every pixel gets a class")
    page.get_by_role("link", name="Metrics: IoU, Dice, mIoU").first.click()
    expect(page).to_have_url(f"{site}metrics")
    expect(heading).to_contain_text("Metrics")
    page.reload()
    expect(heading).to_contain_text("Metrics")
    page.go_back()
    expect(heading).to_have_text("Every pixel gets a class")
    assert page.url == site
    page.goto(f"{site}metrics/")
    expect(heading).to_contain_text("Metrics")
    assert page.url == f"{site}metrics"
    assert page.request.get(f"{site}healthz").ok
    expect(page.get_by_role("link", name="Start here")).to_have_attribute("href", site)
    [cookie] = [each for each in page.context.cookies() if each["name"] == COOKIE]
    assert cookie["path"] == PREFIX, "another app on the host is not told who the learner is"
    assert (errors, elsewhere) == ([], [PREFIX])


def test_a_picture_is_taken_and_answers_come_ahead(page: Any, site: str) -> None:
    errors, elsewhere = complaints(page), requests_elsewhere(page)
    settle(page, f"{site}unet")
    pick(page.get_by_role("combobox", name="Picture"), "Your own picture")
    picture = {
        "name": "street.png",
        "mimeType": "image/png",
        "buffer": encoded(Image.fromarray(SCENE), "PNG"),
    }
    with page.expect_response(re.compile(f"{PREFIX}/_stcore/upload_file/")) as upload:
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(picture)
    assert upload.value.status == 204
    expect(page.get_by_text("made to fit")).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    frame = page.locator(".st-key-picture_probe_widget-unet-pixel").get_by_test_id("pw-probe-frame").last
    with page.expect_response(re.compile(f"{PREFIX}/ahead/")) as ahead:
        frame.click(position={"x": 20, "y": 20})
    assert ahead.value.status == 200
    assert (errors, elsewhere) == ([], [])


def test_the_links_of_a_class_lead_there(new_tab: Callable[..., Any], site: str) -> None:
    owner, other = new_tab(), new_tab()
    errors, elsewhere = complaints(other), requests_elsewhere(other)
    teaching, _ = links_of_new_class(owner, site.removesuffix("/"), "Vision")
    assert teaching.startswith(f"{site}teach/enter#")
    expect(owner.locator(".pw-join strong")).to_have_text(f"{site.partition('://')[2]}join")
    other.goto(teaching)
    expect(other.get_by_role("heading", name="Vision", level=1)).to_be_visible()
    assert other.url.startswith(f"{site}teach?class=")
    assert (errors, elsewhere) == ([], [])
