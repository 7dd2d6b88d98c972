from pathlib import Path

import pytest

from app.components import _version


def components(folder: Path, changed: str = "") -> Path:
    for name in ("dom.js", "look.css", "menu/menu.js", "menu/menu.css"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("new" if name == changed else "old")
    return folder


@pytest.mark.parametrize("changed", ["dom.js", "look.css", "menu/menu.js", "menu/menu.css"])
def test_no_browser_keeps_a_stale_script_or_sheet(tmp_path, changed):
    before = _version(components(tmp_path / "before"))
    assert _version(components(tmp_path / "same")) == before
    assert _version(components(tmp_path / "after", changed)) != before
