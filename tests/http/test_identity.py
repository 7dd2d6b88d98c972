"""The cookie that says who a learner is: signed, renewed, and made anew where it is forged."""

import asyncio
import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from starlette.types import Message, Receive, Scope, Send

from app.classroom import Records, RecordsError, schema
from app.http import identity
from app.http.identity import IdentityCookie, Signer
from app.settings import AppSettings
from tests.servers import serving
from tests.wire import Client, new_cookie

KEY = "a-key-for-the-tests-of-many-characters"
TOKEN = "t" * 43


def damaged(cookie: str) -> list[str]:
    """What a client might send instead."""
    token, signature = cookie.split(".")
    other = Signer(["another key, of as many characters as ours"]).sign(token)
    return [
        token,
        f"{'A' * 43}.{signature}",
        cookie[:-1],
        cookie + "A",
        f"{token}.{signature[::-1]}",
        other,
        "é" * 87,
        "." * 87,
        "",
    ]


def test_a_token_comes_back_out_of_its_own_cookie_only() -> None:
    signer = Signer([KEY])
    token = secrets.token_urlsafe(32)
    cookie = signer.sign(token)
    assert signer.token_in(cookie) == token
    assert signer.sign(token) == cookie, "a proxy chooses the replica by it"
    assert [signer.token_in(each) for each in [*damaged(cookie), None]] == [None] * 10


@given(st.text())
def test_no_text_is_a_cookie_unless_it_was_signed(text: str) -> None:
    assert Signer([KEY]).token_in(text) is None


def test_a_new_key_signs_and_the_old_one_is_still_accepted() -> None:
    new = "the newer key of the two, long enough"
    both = Signer([KEY, new])
    assert both.token_in(Signer([KEY]).sign(TOKEN)) == TOKEN
    assert both.sign(TOKEN) == Signer([new]).sign(TOKEN)


def test_visitors_get_identities_of_their_own(app_url: str) -> None:
    assert len({new_cookie(app_url) for _ in range(5)}) == 5


def test_a_forged_cookie_gets_a_fresh_identity(app_url: str) -> None:
    cookie = new_cookie(app_url)
    assert new_cookie(app_url, cookie) == cookie
    for forged in filter(None, damaged(cookie)):
        if forged.isascii():
            fresh = new_cookie(app_url, forged)
            assert fresh not in (cookie, forged)
            assert new_cookie(app_url, fresh) == fresh


def test_a_forged_cookie_opens_nothing_and_keeps_nothing(app_url: str) -> None:
    """It came over the WebSocket alone, without opening a page first."""
    with Client(app_url, "A" * 43) as client:
        assert "refuses cookies" in client.run("metrics")


@pytest.fixture(scope="module")
def two_replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[str], Records]]:
    """Two processes that share their records, which a learner from before signed cookies is in; and these records."""
    folder = tmp_path_factory.mktemp("shared")
    url = f"sqlite:///{folder / 'records.db'}"
    records = Records(url)
    records.migrate()
    learner = records.ensure_learner(TOKEN)
    records.visit(learner, "metrics")
    with records.database.write() as connection:
        connection.execute(update(schema.device).values(signed=False))
    environment = {"PIXELWISE_DATABASE_URL": url}
    with serving("app/server.py", environment) as one, serving("app/server.py", environment) as other:
        yield [one, other], records
    records.close()


def test_all_replicas_accept_a_cookie_that_one_of_them_signed(
    two_replicas: tuple[list[str], Records],
) -> None:
    (one, other), _ = two_replicas
    cookie = new_cookie(one)
    assert new_cookie(other, cookie) == cookie


def test_a_cookie_from_before_is_signed_once_if_its_learner_exists(
    two_replicas: tuple[list[str], Records],
) -> None:
    (one, other), records = two_replicas
    cookie = new_cookie(one, TOKEN)
    assert cookie.split(".")[0] == TOKEN
    assert new_cookie(other, TOKEN) == cookie, "two tabs may open at once, before either has the new cookie"
    assert new_cookie(one, "N" * 43).split(".")[0] != "N" * 43, "nobody has recorded anything under this one"
    with Client(other, cookie) as client:
        assert "Resume" in client.run("")
    assert not records.takes_unsigned(TOKEN)
    assert new_cookie(one, TOKEN).split(".")[0] != TOKEN
    assert new_cookie(one, cookie) == cookie


async def _page(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def opened(middleware: IdentityCookie, cookie: str = "") -> list[bytes]:
    """The cookies that a page sets for a browser with this one, while the event loop keeps turning."""
    headers = [(b"accept", b"text/html"), (b"cookie", f"pixelwise={cookie}".encode())]
    scope = {"type": "http", "method": "GET", "path": "/", "scheme": "http", "headers": headers}
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        messages.append(message)

    async def both() -> None:
        page = asyncio.create_task(middleware(scope, receive, send))
        turns = 0
        while not page.done():
            await asyncio.sleep(0.01)
            turns += 1
        await page
        assert turns < 1000

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, both()).result()
    return [value for name, value in messages[0]["headers"] if name == b"set-cookie"]


def test_a_page_opens_while_the_records_are_out_of_reach_and_nobody_loses_a_cookie() -> None:
    reachable = False

    def signer() -> Signer:
        if not reachable:
            raise RecordsError("There is no server.")
        return Signer([KEY])

    def takes_unsigned(_: str) -> bool:
        if not reachable:
            raise RecordsError("There is no server.")
        return True

    middleware = IdentityCookie(_page, signer, takes_unsigned)
    cookie = Signer([KEY]).sign(TOKEN)
    assert opened(middleware) == opened(middleware, cookie) == opened(middleware, TOKEN) == []
    reachable = True
    assert cookie.encode() in opened(middleware, TOKEN)[0]
    reachable = False
    # The key is known by now; only a cookie from before would need the records.
    assert cookie.encode() in opened(middleware, cookie)[0]
    assert opened(middleware, TOKEN) == []
    assert len(opened(middleware, "damaged")) == 1


def test_a_page_does_not_wait_for_records_that_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "_PATIENCE", 0.05)

    def hanging() -> Signer:
        time.sleep(1)
        return Signer([KEY])

    started = time.monotonic()
    assert opened(IdentityCookie(_page, hanging, bool)) == []
    assert time.monotonic() - started < 60


def test_the_key_may_be_a_setting_and_is_then_not_in_the_records(tmp_path: Path) -> None:
    environment = {
        "PIXELWISE_DATA_DIR": str(tmp_path),
        "PIXELWISE_DATABASE_URL": "",
        "PIXELWISE_COOKIE_KEY": KEY,
    }
    with serving("app/server.py", environment) as url:
        assert Signer([KEY]).token_in(new_cookie(url))
        with urlopen(Request(url, headers={"Accept": "text/html"}), timeout=20) as answer:
            [header] = [each for each in answer.headers.get_all("set-cookie") if "pixelwise" in each]
    assert all(part in header for part in ("HttpOnly", "SameSite=Lax", "Max-Age=31536000", "Path=/"))
    assert "Secure" not in header


def test_a_short_key_is_refused_in_one_sentence() -> None:
    assert AppSettings(cookie_key=f"{KEY} {KEY}2").cookie_keys() == [KEY, f"{KEY}2"]
    with pytest.raises(
        SystemExit, match=r"^A key in PIXELWISE_COOKIE_KEY is too short; use 32 .* or more\.$"
    ):
        AppSettings(cookie_key=f"{KEY} short").cookie_keys()
