"""The link of an instructor, from outside: what the server lets in, and that no log of it has the secret."""

import json
import urllib.error
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from app.classroom import Records
from app.classroom.hosting import Hosting, Opened, Role, throttle
from app.http.teaching_link import PATH
from tests.servers import serving
from tests.wire import new_cookie

OWNER = "o" * 43


@dataclass(frozen=True)
class Site:
    """A server, its log, and the class that it has."""

    url: str
    log: Path
    hosting: Hosting
    opened: Opened

    def post(self, body: Any, *, cookie: str | None = None, **headers: str) -> tuple[int, dict[str, str]]:
        """The status and what is said to a request like that of the page, with other headers where they are given."""
        sent = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Cookie"] = f"pixelwise={cookie or new_cookie(self.url)}"
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = Request(
            f"{self.url}/{PATH}", data, {name: value for name, value in sent.items() if value}, method="POST"
        )
        try:
            with urlopen(request, timeout=20) as answer:
                assert answer.headers["cache-control"] == "no-store"
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, json.load(refusal)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    url = f"sqlite:///{folder / 'records.db'}"
    records = Records(url)
    records.migrate()
    hosting = Hosting(records.database, records.changes)
    opened = hosting.classrooms.open(OWNER, "Vision")
    with (
        (folder / "log").open("w") as log,
        serving("app/server.py", {"PIXELWISE_DATABASE_URL": url}, log=log) as app,
    ):
        yield Site(app, folder / "log", hosting, opened)
    records.close()
    said = (folder / "log").read_text()
    assert opened.teaching_secret not in said and opened.looking_secret not in said


def test_the_page_holds_nothing_and_is_not_kept(site: Site) -> None:
    with urlopen(Request(f"{site.url}/{PATH}", headers={"Accept": "text/html"}), timeout=20) as answer:
        html = answer.read().decode()
        assert answer.headers["cache-control"] == "no-store"
        assert "pixelwise=" in "".join(answer.headers.get_all("set-cookie"))
    assert "<script>" not in html and "{{" not in html
    script = html.partition('<script src="../')[2].partition('"')[0]
    with urlopen(f"{site.url}/{script}", timeout=20) as answer:
        assert "location.hash" in answer.read().decode()


def test_a_secret_lets_its_browser_in_and_no_other(site: Site) -> None:
    cookie = new_cookie(site.url)
    status, answer = site.post({"secret": site.opened.looking_secret}, cookie=cookie)
    assert (status, answer) == (200, {"classroom": str(site.opened.classroom.id)})
    teacher = site.hosting.classrooms.teacher(cookie.partition(".")[0], site.opened.classroom.id)
    assert teacher and teacher.role is Role.LOOKS
    other = new_cookie(site.url).partition(".")[0]
    assert site.hosting.classrooms.teacher(other, site.opened.classroom.id) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
        {"Sec_Fetch_Site": ""},
        {"Sec_Fetch_Site": "", "Origin": "https://example.org"},
        {"Sec_Fetch_Site": "", "Origin": "null"},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
        {"Content_Type": ""},
    ],
)
def test_no_other_site_makes_a_browser_enter(site: Site, headers: dict[str, str]) -> None:
    cookie = new_cookie(site.url)
    status, answer = site.post({"secret": site.opened.teaching_secret}, cookie=cookie, **headers)
    assert (status, [*answer]) == (403, ["sentence"])
    assert site.hosting.classrooms.teacher(cookie.partition(".")[0], site.opened.classroom.id) is None


def test_an_older_browser_is_told_by_its_origin(site: Site) -> None:
    origin = {"Sec_Fetch_Site": "", "Origin": site.url}
    assert site.post({"secret": site.opened.looking_secret}, **origin)[0] == 200
    behind_https = {"Sec_Fetch_Site": "", "Origin": site.url.replace("http:", "https:")}
    assert site.post({"secret": site.opened.looking_secret}, **behind_https)[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[" * 1000,
        b'{"secret": 5}',
        b"[]",
        b"\xff",
        b'{"secret": "\\ud800"}',
        b'{"secret":"' + b"x" * 5000,
    ],
)
def test_what_is_no_request_of_the_page_is_refused(site: Site, body: bytes) -> None:
    assert site.post(body)[0] == 403


def test_a_wrong_secret_and_a_forged_cookie_are_told_in_one_sentence(site: Site) -> None:
    status, answer = site.post({"secret": "x" * 43})
    assert status == 403 and "does not work any more" in answer["sentence"]
    status, answer = site.post({"secret": site.opened.teaching_secret}, cookie="A" * 43 + "." + "B" * 43)
    assert status == 403 and "refuses cookies" in answer["sentence"]


def test_a_browser_that_guesses_is_stopped(site: Site) -> None:
    cookie = new_cookie(site.url)
    for _ in range(throttle.MOST_OF_BROWSER):
        assert site.post({"secret": "x" * 43}, cookie=cookie)[0] == 403
    status, answer = site.post({"secret": site.opened.teaching_secret}, cookie=cookie)
    assert status == 429 and "try again in" in answer["sentence"]
