"""A session is no key to another's work: whose cookie did not begin it gets a new one, and its files are safe."""

import json
import uuid
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.opening import commit_to
from tests.browsers import wait_until
from tests.wire import Client, new_cookie

EDITOR = "code_editor:pixel_accuracy-blanks:widget"
SECRET = "# what only Alice has typed"
XSRF = "2|00000000|" + "00" * 16 + "|1"


def data_of(client: Client, key: str) -> dict[str, Any]:
    return json.loads(client.shown[key].element.json)


@pytest.fixture
def alice(app_url: str) -> Iterator[Client]:
    """A visit in which something was typed, and not checked."""
    with Client(app_url, new_cookie(app_url)) as client:
        client.run("metrics")
        client.press("open-exercise-pixel_accuracy")
        editor = data_of(client, EDITOR)
        draft = {"text": SECRET, "serial": 1, "epoch": editor["epoch"], "revision": editor["revision"]}
        assert SECRET in client.tell(EDITOR, {"draft": draft})
        yield client


@pytest.mark.parametrize("cookie", ["another's", "none"])
def test_who_names_anothers_session_gets_a_new_one(app_url: str, alice: Client, cookie: str) -> None:
    editor = alice.shown[EDITOR]
    with Client(app_url, new_cookie(app_url) if cookie == "another's" else "", alice.session) as mallory:
        mallory.send(fragment=editor.fragment)
        seen = mallory.run("metrics")
        assert mallory.session != alice.session
        mallory.shown[EDITOR] = editor
        forged = {
            "text": "# forged",
            "serial": 9,
            **{name: data_of(alice, EDITOR)[name] for name in ("epoch", "revision")},
        }
        mallory.send(fragment=editor.fragment)
        seen += (
            mallory.run("metrics")
            + mallory.press("open-exercise-pixel_accuracy")
            + mallory.tell(EDITOR, {"draft": forged})
        )
        assert SECRET not in seen
    # Alice was not disconnected, and nothing of hers has changed.
    assert SECRET in alice.run(fragment=editor.fragment)


def test_the_owner_goes_on_with_a_session_after_the_connection_was_lost(app_url: str) -> None:
    cookie = new_cookie(app_url)
    with Client(app_url, cookie) as before:
        before.run("metrics")
        before.press("open-exercise-pixel_accuracy")
        editor = before.shown[EDITOR]
    with Client(app_url, cookie, before.session) as after:
        assert "pixel_accuracy" in after.run(fragment=editor.fragment)
        assert after.session == before.session


def test_a_session_of_another_replica_or_of_an_earlier_start_begins_anew(app_url: str) -> None:
    unknown = str(uuid.uuid4())
    with Client(app_url, new_cookie(app_url), unknown) as client:
        client.run("metrics")
        assert client.session != unknown


def test_no_header_of_a_browsers_own_says_who_connects(app_url: str, alice: Client) -> None:
    """The header that Streamlit believes is written over."""
    from app.http.visits import HEADER

    with Client(app_url, new_cookie(app_url), alice.session, headers={HEADER: "whoever"}) as mallory:
        mallory.run("metrics")
        session = mallory.session
    with Client(app_url, new_cookie(app_url), session, headers={HEADER: "whoever"}) as other:
        other.run("metrics")
        assert other.session not in (session, alice.session)


def upload(url: str, method: str, session: str, cookie: str) -> int:
    """The status of putting a file into a session, or of taking it away."""
    connection = HTTPConnection(url.removeprefix("http://"), timeout=20)
    body = '--edge\r\nContent-Disposition: form-data; name="f"; filename="f.png"\r\n\r\nbytes\r\n--edge--\r\n'
    headers = {
        "Content-Type": "multipart/form-data; boundary=edge",
        "X-Xsrftoken": XSRF,
        "Cookie": f"_streamlit_xsrf={XSRF}; pixelwise={cookie}",
    }
    connection.request(method, f"/_stcore/upload_file/{session}/file", body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_files_are_put_into_ones_own_visit_only(app_url: str) -> None:
    mine, another = new_cookie(app_url), new_cookie(app_url)
    with Client(app_url, mine) as client:
        client.run("metrics")
        assert [upload(app_url, method, client.session, another) for method in ("PUT", "DELETE")] == [
            403,
            403,
        ]
        assert [upload(app_url, method, client.session, "") for method in ("PUT", "DELETE")] == [403, 403]
        assert [upload(app_url, method, client.session, mine) for method in ("PUT", "DELETE")] == [204, 204]
    assert upload(app_url, "PUT", str(uuid.uuid4()), mine) == 403


_COUNT = """
window.sockets = [];
window.WebSocket = class extends window.WebSocket {
  constructor(...all) { super(...all); window.sockets.push(this); }
};
"""


@pytest.mark.browser
def test_a_browser_whose_cookie_has_changed_connects_once_and_goes_on(new_tab: Any, app_url: str) -> None:
    page = new_tab(script=_COUNT)
    page.goto(f"{app_url}/metrics")
    expect(page.locator(".pw-footer")).to_be_visible()
    page.context.add_cookies([{"name": "pixelwise", "value": new_cookie(app_url), "url": app_url}])
    page.evaluate("sockets.at(-1).close()")
    wait_until(page, "sockets.length == 2 && sockets.at(-1).readyState == WebSocket.OPEN")
    commit_to(page.locator(".st-key-predict-metrics-overlap"), 1)
    page.wait_for_timeout(1500)
    assert page.evaluate("sockets.length") == 2
