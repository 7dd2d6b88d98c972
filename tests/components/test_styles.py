"""Style sheets of components stay on the page for good: one class must not mean two things."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
_CLASS = re.compile(r"\.(pw-[\w-]+)")


def classes(sheet: Path) -> set[str]:
    return set(_CLASS.findall(sheet.read_text(encoding="utf-8")))


def test_pages_and_components_name_their_classes_apart():
    page = classes(ROOT / "assets" / "styles.css")
    sheets = [
        *(ROOT / "app" / "components").glob("*.css"),
        *(ROOT / "app" / "components").glob("*/*.css"),
        ROOT / "app" / "components" / "code_editor" / "source" / "editor.css",
    ]
    assert page
    assert len(sheets) > 5
    assert {sheet.name: found for sheet in sheets if (found := classes(sheet) & page)} == {}
