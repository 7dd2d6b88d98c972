from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.messages import Remembered
from app.components.u_diagram import Block, DiagramChoice, Skip, _diagrams, _DiagramState, u_diagram

STATES = ("keep", "zero")
IMAGE = Block("image", "Picture", 3, 64, 64, "input", 0)
DOWN = Block("down", "Encoder", 16, 64, 64, "down", 0)
BOTTOM = Block("bottom", "Bottleneck", 32, 32, 32, "bottom", 1)
UP = Block("up", "Decoder", 16, 64, 64, "up", 0)
SKIP = Skip("skip", 0, "keep", STATES)


@pytest.mark.parametrize(
    ("blocks", "skips", "selected", "words"),
    [
        ((DOWN, BOTTOM, UP), (SKIP,), "side", "not one of down, bottom, up"),
        ((), (), "x", "no blocks"),
        ((DOWN, replace(BOTTOM, name="down"), UP), (), "down", "name of its own"),
        ((DOWN, BOTTOM, UP, replace(UP, name="more")), (), "down", "same side at the same level"),
        ((DOWN, replace(BOTTOM, level=0), UP), (), "down", "one level below"),
        ((DOWN, BOTTOM, replace(BOTTOM, name="b", level=2)), (), "down", "bottom is one block"),
        ((replace(DOWN, side="left"), BOTTOM), (), "down", "must be one of input, down, bottom"),
        ((replace(DOWN, level=7), BOTTOM), (), "down", "must be 0 to 6"),
        ((replace(DOWN, channels=0), BOTTOM), (), "down", "at least 1"),
        ((replace(IMAGE, level=1),), (), "image", "lie at level 0"),
        ((DOWN, BOTTOM), (SKIP,), "down", "needs a down and an up block at level 0"),
        ((DOWN, BOTTOM, UP), (SKIP, replace(SKIP, name="b")), "down", "Two skips"),
        ((DOWN, BOTTOM, UP), (replace(SKIP, state="half"),), "down", "starts as 'half'"),
    ],
)
def test_says_what_makes_no_u(blocks, skips, selected, words):
    with pytest.raises(ValueError, match=words):
        u_diagram("refused", blocks, skips, selected=selected, label="x")


CHOICE = _DiagramState(
    DiagramChoice("up", ("keep", "keep")), ("down", "up"), (("a", STATES), ("b", ("keep", "swap")))
)
BEFORE = Remembered(CHOICE, revision=7, changes=3)
GOOD = {"revision": 7, "changes": 4, "block": "down", "states": ["zero", "swap"]}


def test_accepts_a_good_message():
    choice = replace(CHOICE, chosen=DiagramChoice("down", ("zero", "swap")))
    assert _diagrams.answer(GOOD, BEFORE) == Remembered(choice, 7, 4)


@pytest.mark.parametrize(
    "wrong",
    [
        {"revision": 8},
        {"changes": 3},
        {"changes": 4.0},
        {"block": "side"},
        {"block": ["down"]},
        {"states": ["zero"]},
        {"states": ["swap", "zero"]},
        {"states": "zs"},
        {"states": [["zero"], "swap"]},
        {"states": None},
    ],
)
def test_ignores_a_message_with(wrong):
    assert _diagrams.answer(GOOD | wrong, BEFORE) is None


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=4), st.lists, max_leaves=4)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD, JSON)) | JSON)
def test_no_message_raises(message):
    accepted = _diagrams.answer(message, BEFORE)
    assert accepted is None or accepted.revision == 7
