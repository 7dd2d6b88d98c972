"""What the text says in numbers is what the code has."""

import re
from pathlib import Path

import lessons.prompting
from lessons.models.prompt_encoders import WORKING
from lessons.prompting.everything import DEFAULT_RULES

TEXT = (Path(lessons.prompting.__file__).parent / "text.md").read_text(encoding="utf-8")
PIECES = re.split(r"^<!-- part: ([a-z0-9-]+) -->$", TEXT, flags=re.MULTILINE)
PARTS = {name: " ".join(body.split()) for name, body in zip(PIECES[1::2], PIECES[2::2], strict=True)}


def test_how_much_the_miniature_sees():
    assert f"sees {WORKING} pixels on a side" in PARTS["point-miniature"]


def test_what_everything_mode_leaves_out():
    assert f"fewer than {DEFAULT_RULES.least_pixels} pixels" in PARTS["everything-name"]
