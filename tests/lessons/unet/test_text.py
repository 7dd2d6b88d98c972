"""What the text says in numbers is what the code computes."""

import re
from math import e
from pathlib import Path

import pytest

import lessons.unet
from lessons.models.unet import UNet
from lessons.unet.padding import padding_problem
from lessons.unet.recording import poles
from lessons.unet.shapes import shapes, tiny_shapes
from lessons.unet.surgery import BLUR, EDITS

TEXT = (Path(lessons.unet.__file__).parent / "text.md").read_text(encoding="utf-8")
PIECES = re.split(r"^<!-- part: ([a-z0-9-]+) -->$", TEXT, flags=re.MULTILINE)
PARTS = dict(zip(PIECES[1::2], PIECES[2::2], strict=True))


def test_every_part_has_words_and_its_own_name():
    assert PIECES[0] == "" and len(PARTS) == len(PIECES[1::2])
    assert all(body.strip() for body in PARTS.values())
    for section in ("dense", "u", "twin", "origins", "pixel", "run", "pole", "fusion"):
        assert {section, f"{section}-touch", f"{section}-name"} <= set(PARTS)


def test_only_live_parts_have_places_to_fill():
    filled = {name for name, body in PARTS.items() if re.search(r"{\w+}", body)}
    captions = {"u-field", "surgery-changed", "surgery-each", "skips-poles", "skips-streets"}
    assert filled == {name for name in PARTS if name.endswith("-live")} | captions


def test_every_edit_is_explained():
    told = re.findall(r"\*(\w+)\*", PARTS["u-touch"])
    assert [each for each in told if each in EDITS] == [edit for edit in EDITS if edit != "keep"]
    assert f"{BLUR} × {BLUR} cells" in " ".join(PARTS["u-touch"].split())


def test_the_recap_is_five_sentences():
    assert len(re.findall(r"^- ", PARTS["recap"], re.MULTILINE)) == 5


def test_the_numbers_in_the_text():
    network = UNet(8)
    assert "With four skips" in PARTS["u-name"] and len(network.up) == 4
    merge = next(row for row in tiny_shapes(3, 64) if row.name == "merge")
    assert "16 and 16 make 32" in PARTS["so-what"] and merge.inputs == 32
    assert (25, 24) in padding_problem(100, 4).sides
    assert "25 cells become 12, and 12 doubled are 24" in PARTS["padding-name"]
    odd = [[skip != up for skip, up in padding_problem(size, 4).sides] for size in (100, 101)]
    assert odd[0] != odd[1]
    assert f"room for {poles.WIDTHS[1]} numbers" in " ".join(PARTS["skips-live"].split())
    assert poles.POOLINGS[-1] == 4 and "16 × 16 pixels" in PARTS["skips-live"]
    assert "2.7 times" in PARTS["pixel-name"] and round(e, 1) == 2.7


def test_twice_the_side_costs_four_times_as_much():
    small, large = (sum(row.multiply_adds for row in shapes(8, size)) for size in (64, 128))
    assert large == pytest.approx(4 * small)
