"""What the text says in numbers is what the code computes."""

import inspect
import re
from pathlib import Path

import lessons.dilation
from lessons.dilation.exchange import DILATE, cost
from lessons.dilation.presets import preset
from lessons.dilation.receptive import conv, growth, path_counts, path_map, unread
from lessons.dilation.stack_network import effective
from lessons.questions import questions

TEXT = (Path(lessons.dilation.__file__).parent / "text.md").read_text(encoding="utf-8")
PIECES = re.split(r"^<!-- part: ([a-z0-9-]+) -->$", TEXT, flags=re.MULTILINE)
PARTS = dict(zip(PIECES[1::2], PIECES[2::2], strict=True))


def dilated(*rates: int):
    return [conv(dilation=rate) for rate in rates]


def test_every_part_has_words_and_its_own_name():
    assert PIECES[0] == "" and len(PARTS) == len(PIECES[1::2])
    assert all(body.strip() for body in PARTS.values())
    for section, question in questions("dilation").items():
        assert {section, f"{section}-touch", f"{section}-name"} <= set(PARTS)
        assert question.text.endswith("?"), "each section begins with a question"


def test_only_live_parts_have_places_to_fill():
    filled = {name for name, body in PARTS.items() if re.search(r"{\w+}", body)}
    assert filled == {name for name in PARTS if name.endswith("-live")} | {"gaps-full", "gaps-kept"}


def test_fields_and_gaps_in_the_text():
    assert growth(dilated(1, 1, 1))[-1].field == 7 and growth(dilated(2, 2, 2))[-1].field == 13
    assert min(unread(path_map(dilated(*rates))) for rates in ((2, 2, 2), (2, 4, 6))) > 0.7
    counts = path_counts(dilated(2, 3))
    assert [at - 5 for at in range(11) if not counts[at]] == [-4, 4]
    assert unread(path_map(dilated(1, 2, 5))) == 0
    assert [layer.dilation for layer in DILATE] == [1, 2, 4, 8]
    assert [layer.dilation for layer in preset("rate_6").trunk] == [1, 1, 6]
    assert [path[-1].dilation for path in preset("aspp").paths if path[-1].kernel > 1] == [2, 4, 6]


def test_the_heat_in_the_text():
    assert inspect.signature(effective).parameters["draws"].default == 8
    assert "the mean of 8 networks" in PARTS["field-name"]


def test_what_a_dilated_kernel_spans():
    assert growth(dilated(2))[-1].field == 5
    assert int((path_map(dilated(2)) > 0).sum()) == int((path_map(dilated(4)) > 0).sum()) == 9


def test_costs_in_the_text():
    halved, whole = cost([conv()], 16), cost([conv()], 128)
    assert whole.multiply_adds == 64 * halved.multiply_adds


def test_five_sentences_are_worth_keeping():
    assert len(re.findall("^- ", PARTS["recap"], re.MULTILINE)) == 5
