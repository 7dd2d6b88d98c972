"""How the browser gets the components' files: where they are, how long it may keep them, what it never gets."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from app.components import ComponentFiles, _version, component_files

SERVED = ["dom.js", "look.css", "menu/menu.js", "menu/menu.css"]
NOT_SERVED = [
    "__init__.py",
    "package.json",
    "menu/__init__.py",
    "menu/menu.test.js",
    "menu/types.d.ts",
    "editor/source/marks.js",
    "node_modules/typescript/tsc.js",
]


def components(folder: Path, changed: str = "") -> Path:
    for name in SERVED + NOT_SERVED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("new" if name == changed else "old")
    return folder


@pytest.mark.parametrize("changed", SERVED)
def test_no_browser_keeps_a_stale_script_or_sheet(tmp_path, changed):
    before = _version(components(tmp_path / "before"))
    assert _version(components(tmp_path / "same")) == before
    assert _version(components(tmp_path / "after", changed)) != before


@pytest.mark.parametrize("changed", NOT_SERVED)
def test_what_no_browser_gets_makes_no_new_version(tmp_path, changed):
    before = _version(components(tmp_path / "before"))
    assert _version(components(tmp_path / "after", changed)) == before


@pytest.fixture
def folder(tmp_path) -> Path:
    return components(tmp_path)


@pytest.fixture
def browser(folder) -> TestClient:
    return TestClient(Starlette(routes=[Mount("/files", ComponentFiles(folder))]))


@pytest.mark.parametrize("file", SERVED)
def test_the_present_version_may_be_kept_for_good(browser, folder, file):
    answer = browser.get(f"/files/{_version(folder)}/{file}")
    assert (answer.status_code, answer.text) == (200, "old")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("file", SERVED)
def test_a_page_of_another_version_works_and_keeps_nothing(browser, file):
    answer = browser.get(f"/files/{'0' * 12}/{file}")
    assert (answer.status_code, answer.text) == (200, "old")
    assert answer.headers["cache-control"] == "no-cache"
    again = browser.get(f"/files/{'0' * 12}/{file}", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("file", [*NOT_SERVED, "missing.js", "../secret.js", "menu"])
def test_nothing_else_is_served(browser, folder, file):
    (folder.parent / "secret.js").touch()
    assert browser.get(f"/files/{_version(folder)}/{file}").status_code == 404


@pytest.mark.parametrize("version", ["", "0", "0" * 11, "0" * 13, "g" * 12, "../files", "..%2f"])
def test_an_address_without_a_version_is_none(browser, version):
    assert browser.get(f"/files/{version}/dom.js").status_code == 404


def test_the_real_files_are_where_modules_look_for_them():
    """What a module imports stands under its own version, and the editor's bundle three folders up."""
    browser = TestClient(Starlette(routes=[component_files()]))
    version = "0" * 12
    for file in (
        "mask_painter/mask_painter.js",
        "mask_painter/cells.js",
        "code_editor/code_editor.js",
        "dom.js",
    ):
        assert browser.get(f"/assets/components/{version}/{file}").status_code == 200
