"""What stands around Streamlit: cookie, limits, health, static files, settings, errors, inert text."""

import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import settings, wiring
from app.ui.inert import inert
from app.ui.lesson_text import LessonText

ROOT = Path(__file__).parent.parent


def ask(url: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    """Status and Set-Cookie header of one request."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, method=method, headers=names)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, "; ".join(answer.headers.get_all("set-cookie") or [])
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, ""


def token_in(cookie: str) -> str:
    found = re.search(r"pixelwise=([^;]+)", cookie)
    assert found is not None
    return found[1]


def test_opening_a_page_sets_a_token_that_scripts_cannot_read(app_url: str) -> None:
    _, cookie = ask(app_url, Accept="text/html")
    assert len(token_in(cookie)) == 43
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=31536000" in cookie


def test_a_known_token_is_kept_and_a_made_up_one_replaced(app_url: str) -> None:
    token = "A" * 43
    assert token_in(ask(app_url, Accept="text/html", Cookie=f"pixelwise={token}")[1]) == token
    assert token_in(ask(app_url, Accept="text/html", Cookie="pixelwise=admin")[1]) != "admin"


def test_two_visitors_get_two_tokens(app_url: str) -> None:
    assert len({token_in(ask(app_url, Accept="text/html")[1]) for _ in range(5)}) == 5


def test_uploads_are_refused(app_url: str) -> None:
    assert ask(f"{app_url}/_stcore/upload_file/a/b", method="PUT")[0] == 403


def test_health_is_told(app_url: str) -> None:
    assert ask(f"{app_url}/healthz")[0] == 200


def test_components_serve_their_scripts_and_not_their_python(app_url: str) -> None:
    assert ask(f"{app_url}/assets/components/mask_painter/mask_painter.js")[0] == 200
    assert ask(f"{app_url}/assets/components/mask_painter/__init__.py")[0] == 404


def test_the_settings_page_is_up_to_date() -> None:
    assert (ROOT / "app" / "deploy" / "settings.md").read_text(encoding="utf-8") == settings.reference()


@pytest.mark.parametrize(
    ("name", "value"), [("GRADER_WORKERS", "many"), ("GRADER_WORKERS", "0"), ("FREEZE", "yes")]
)
def test_an_unusable_setting_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"PIXELWISE_{name}", value)
    settings.settings.cache_clear()
    with pytest.raises(SystemExit, match=f"PIXELWISE_{name}"):
        settings.settings()
    monkeypatch.undo()
    settings.settings.cache_clear()


def test_an_error_shows_an_id_and_logs_the_traceback(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(wiring.st, "error", shown.append)
    try:
        raise ValueError("a secret path")
    except ValueError as error:
        assert wiring.on_script_error(error)
    [sentence] = shown
    found = re.search(r"error ([0-9a-f]{8})", sentence)
    assert found is not None
    assert "secret" not in sentence
    assert found[1] in caplog.text
    assert "a secret path" in caplog.text


@given(st.text())
def test_inert_text_is_one_line_without_live_markup(text: str) -> None:
    made = inert(text)
    assert "\n" not in made
    bare = re.sub(r"\\.", "", made)
    assert not re.search(r"[\[\]()<>*_`$:!#@&/]", bare)


def test_a_missing_part_of_a_lesson_is_named() -> None:
    with pytest.raises(KeyError, match=r"lessons/argmax/text\.md has no part 'nowhere'"):
        LessonText("argmax")["nowhere"]
