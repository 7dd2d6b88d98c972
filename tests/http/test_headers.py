"""What browsers are told to refuse, on every answer; and the lesson in a frame of another site, if it may be there."""

import threading
import urllib.error
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from app.http.headers import policy
from app.settings import AppSettings
from tests.servers import free_port, serving

HEADERS = {
    "Content-Security-Policy": policy(""),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


@pytest.mark.parametrize(
    "path",
    [
        "",
        "metrics",
        "healthz",
        "_stcore/health",
        "_stcore/host-config",
        "assets/icon.svg",
        "assets/components/000000000000/menu/menu.js",
        "assets/nowhere",
        "ahead/nothing",
        "media/nothing",
        "favicon.png",
    ],
)
def test_every_answer_has_each_header_once(app_url: str, path: str) -> None:
    try:
        with urlopen(Request(f"{app_url}/{path}", headers={"Accept": "text/html"}), timeout=20) as answer:
            headers = answer.headers
    except urllib.error.HTTPError as refusal:
        with refusal:
            headers = refusal.headers
    assert {name: headers.get_all(name) for name in HEADERS} == {name: [HEADERS[name]] for name in HEADERS}


def test_the_policy_lets_no_other_host_in() -> None:
    directives = dict(each.split(" ", 1) for each in policy("").split("; "))
    assert directives["default-src"] == directives["frame-ancestors"] == "'self'"
    sources = " ".join(directives.values()).split()
    assert not [each for each in sources if each == "*" or "://" in each]
    assert (
        "'unsafe-inline'" not in directives["script-src"] and "'unsafe-eval'" not in directives["script-src"]
    )


def test_what_is_no_origin_is_named() -> None:
    sites = "https://moodle.example.org  https://*.example.org:8443"
    assert AppSettings(frame_ancestors=sites).framing_sites().split() == sites.split()
    for wrong in ("moodle.example.org", "https://a.org; script-src *", "https://a.org/path", "*"):
        with pytest.raises(
            SystemExit, match=r"^PIXELWISE_FRAME_ANCESTORS names '.*'; use origins such as .*\.$"
        ):
            AppSettings(frame_ancestors=wrong).framing_sites()


@pytest.fixture(scope="module")
def platform() -> Iterator[tuple[str, dict[str, str]]]:
    """The address of another site (to browsers `localhost` is not `127.0.0.1`), and its pages by their paths."""
    pages: dict[str, str] = {}

    class Platform(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    port = free_port()
    server = ThreadingHTTPServer(("127.0.0.1", port), Platform)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{port}", pages
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_no_other_site_shows_the_lesson_in_a_frame(
    new_tab: Callable[..., Any], app_url: str, platform: tuple[str, dict[str, str]]
) -> None:
    site, pages = platform
    pages["/closed"] = f'<iframe src="{app_url}/metrics"></iframe>'
    page = new_tab()
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(f"{site}/closed")


@pytest.mark.browser
def test_a_site_that_may_shows_the_lesson_and_the_learner_is_known_there(
    new_tab: Callable[..., Any], platform: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    """Over plain HTTP: browsers take this machine's own addresses for as safe as HTTPS."""
    site, pages = platform
    environment = {
        "PIXELWISE_DATA_DIR": str(tmp_path),
        "PIXELWISE_DATABASE_URL": "",
        "PIXELWISE_FRAME_ANCESTORS": site,
    }
    with serving("app/server.py", environment) as url:
        pages["/course"] = f'<iframe src="{url}/metrics" width="1200" height="800"></iframe>'
        page = new_tab()

        def cookies() -> dict[str, Any]:
            page.goto(f"{site}/course")
            frame = page.frame_locator("iframe")
            expect(frame.locator(".pw-footer")).to_be_attached()
            expect(frame.get_by_text("refuses cookies")).to_have_count(0)
            return {each["name"]: each for each in page.context.cookies()}

        first, second = cookies(), cookies()
        for name in ("pixelwise", "_streamlit_xsrf"):
            assert (first[name]["sameSite"], first[name]["secure"]) == ("None", True)
            assert first[name]["partitionKey"], "kept apart for each site that shows the lesson"
        assert first["pixelwise"]["value"] == second["pixelwise"]["value"]
