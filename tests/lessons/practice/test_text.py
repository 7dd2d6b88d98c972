"""The words of the lesson: every part is there, and only live ones have places to fill."""

import re
from pathlib import Path

import lessons.practice
from lessons.models.library_unet import STRIDE

# isort: split
from lessons.practice import library, train_own

TEXT = (Path(lessons.practice.__file__).parent / "text.md").read_text(encoding="utf-8")
PIECES = re.split(r"^<!-- part: ([a-z0-9-]+) -->$", TEXT, flags=re.MULTILINE)
PARTS = dict(zip(PIECES[1::2], PIECES[2::2], strict=True))


def test_every_part_has_words_and_its_own_name():
    assert PIECES[0] == "" and len(PARTS) == len(PIECES[1::2])
    assert all(body.strip() for body in PARTS.values())
    for section in ("library", "arena", "choose", "map"):
        assert {section, f"{section}-touch", f"{section}-name"} <= set(PARTS)


def test_only_live_parts_have_places_to_fill():
    filled = {name for name, body in PARTS.items() if re.search(r"{\w+}", body)}
    assert filled == {name for name in PARTS if name.endswith("-live")} | {"arena-so-what"}


def test_what_the_text_says_of_the_code():
    assert f"sides that **{STRIDE}** divides" in PARTS["library-name"] and STRIDE == train_own.STRIDE
    assert 'encoder_weights="imagenet"' in library.code_of("Unet", "resnet34")
    assert 'encoder_weights="imagenet"' in PARTS["library-offline"]
    usual = train_own.DEFAULTS
    assert f"`{usual['architecture']}` with a pretrained `{usual['encoder']}`" in PARTS["questions"]
