"""What the text says in numbers is what the code computes."""

import re
from pathlib import Path

import pytest

import lessons.upsampling
from lessons.questions import questions
from lessons.upsampling.checkerboard import decoded
from lessons.upsampling.interpolation import bilinear
from lessons.upsampling.transposed import Setting, output_size, overlap_counts
from lessons.upsampling.upsamplers import upsampler

TEXT = (Path(lessons.upsampling.__file__).parent / "text.md").read_text(encoding="utf-8")
PIECES = re.split(r"^<!-- part: ([a-z0-9-]+) -->$", TEXT, flags=re.MULTILINE)
PARTS = dict(zip(PIECES[1::2], PIECES[2::2], strict=True))
SECTIONS = ("stamps", "views", "blend", "checkers", "costs")


def test_every_part_has_words_and_its_own_name():
    assert PIECES[0] == "" and len(PARTS) == len(PIECES[1::2])
    assert all(body.strip() for body in PARTS.values())
    for section in SECTIONS:
        assert {section, f"{section}-touch", f"{section}-live", f"{section}-name"} <= set(PARTS)
        opening = PARTS[section] if section == "stamps" else questions("upsampling")[section].text
        assert opening.strip().endswith("?"), "each section begins with a question"


def test_only_live_parts_have_places_to_fill():
    filled = {name for name, body in PARTS.items() if re.search(r"{\w+}", body)}
    assert filled == {name for name in PARTS if name.endswith("-live")} | {"costs-honest"}


def test_sizes_in_the_text():
    assert output_size(2, Setting(3, 2)) == 5
    for double in (Setting(2, 2), Setting(4, 2, 1), Setting(3, 2, 1, 1)):
        assert all(output_size(side, double) == 2 * side for side in (1, 5, 16))
    # "inputs of 5 and of 6 cells can both give 3": going back, output padding says which.
    assert [output_size(3, Setting(3, 2, 1, extra)) for extra in (0, 1)] == [5, 6]


def test_the_formula_in_the_text():
    filled = PARTS["stamps-live"].format(
        size=3,
        stride=2,
        padding=1,
        dilation=1,
        kernel_size=3,
        output_padding=1,
        result=0,
        where="",
        least=0,
        most=0,
    )
    formula = filled.strip().partition(" = ")[0].replace("−", "-").replace("·", "*")
    assert re.fullmatch(r"[\d\s()+*-]+", formula)
    assert eval(formula) == output_size(3, Setting(3, 2, 1, 1))


def test_overlap_and_patterns_in_the_text():
    assert set(overlap_counts((4, 4), Setting(3, 2)).ravel().tolist()) == {1, 2, 4}
    flat = [[[1.0] * 8] * 8]
    scores = {name: decoded(name, flat, start="even").index for name in ("transposed_k2", "transposed_k4")}
    assert scores == {"transposed_k2": 0, "transposed_k4": 0}
    assert decoded("transposed_k3", flat, start="even").index == pytest.approx(1)
    for name in ("transposed_k2", "transposed_k3", "transposed_k4", "sub_pixel"):
        assert decoded(name, flat).index == pytest.approx(1)


def test_shares_in_the_text():
    inside = bilinear([[0.0] * 4] * 4, 3, 3, 8, 8)
    assert sorted(each.weight for each in inside.neighbours) == [1 / 16, 3 / 16, 3 / 16, 9 / 16]


def test_costs_in_the_text():
    transposed, resized, sub_pixel = (
        upsampler(name) for name in ("transposed_k3", "nearest_conv", "sub_pixel")
    )
    assert transposed.parameters(6, 5) == resized.parameters(6, 5)
    assert resized.multiply_adds(6, 5, 8, 8) == 4 * transposed.multiply_adds(6, 5, 8, 8)
    assert sub_pixel.parameters(6, 5) == 4 * resized.parameters(6, 5)


def test_five_sentences_are_worth_keeping():
    assert len(re.findall("^- ", PARTS["recap"], re.MULTILINE)) == 5
