import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.messages import Remembered
from app.components.prompt_canvas import (
    Answered,
    Candidate,
    _bits,
    _canvases,
    _CanvasState,
    _describe,
    asked_for,
    prompt_canvas,
    push,
)
from lessons.prompting.prompts import MOST_CLICKS, Box, Click, Prompts

GREY = np.full((4, 6, 3), 90, np.uint8)
MASK = np.zeros((4, 6), bool)


def answered(
    masks: int = 1, best: int = 0, shape: tuple[int, int] = (4, 6), attention: object = None
) -> Answered:
    candidates = [Candidate(np.zeros(shape, bool), "One", "") for _ in range(masks)]
    return Answered(candidates, best, attention)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (GREY[..., 0], "must be uint8"),
        (GREY / 255, "not float64"),
        (np.zeros((1, 1025, 3), np.uint8), "not 1 × 1025"),
        (np.zeros((0, 3, 3), np.uint8), "not 0 × 3"),
    ],
)
def test_says_which_picture_cannot_be_shown(picture, words):
    with pytest.raises(ValueError, match=words):
        prompt_canvas("refused", picture, lambda _: answered(), start=Prompts(), label="x")


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (answered(0), "1 to 3 candidates"),
        (answered(4), "1 to 3 candidates"),
        (answered(2, best=2), "names one of them"),
        (answered(shape=(6, 4)), r"must be bool \(4, 6\), not bool \(6, 4\)"),
        (answered(attention=np.zeros((2, 2, 3))), r"uint8 \(rows, columns, 3\), not float64"),
    ],
)
def test_says_which_answer_cannot_be_shown(shown, words):
    with pytest.raises(ValueError, match=words):
        _describe(shown, 4, 6)


def test_nothing_can_be_pushed_before_it_is_shown():
    with pytest.raises(ValueError, match="No prompt canvas"):
        push("never shown", Prompts())


@given(st.integers(1, 9), st.integers(1, 9), st.randoms(use_true_random=False))
def test_a_mask_travels_as_one_bit_a_pixel(height, width, random):
    mask = np.array([[random.random() < 0.5 for _ in range(width)] for _ in range(height)])
    sent = _bits(mask)
    assert len(sent) == -(-height * width // 8)
    # As the browser reads it.
    read = [sent[at >> 3] >> (at & 7) & 1 for at in range(height * width)]
    assert read == mask.reshape(-1).astype(int).tolist()


CHOICE = _CanvasState(Prompts(), Prompts(), None, "name", 4, 6)
BEFORE = Remembered(CHOICE, revision=7, changes=3)
GOOD = {
    "revision": 7,
    "changes": 4,
    "clicks": [[3, 5, True], [0, 0, False]],
    "box": [0, 0, 4, 6],
    "chosen": 2,
    "holds": "name",
}


def test_accepts_a_good_message():
    prompts = Prompts((Click(3, 5, True), Click(0, 0, False)), Box(0, 0, 4, 6))
    choice = replace(CHOICE, prompts=prompts, chosen=2, held="name")
    assert _canvases.answer(GOOD, BEFORE) == Remembered(choice, 7, 4)
    nothing = GOOD | {"clicks": [], "box": None, "chosen": None}
    assert _canvases.answer(nothing, BEFORE) == Remembered(replace(CHOICE, held="name"), 7, 4)


@pytest.mark.parametrize(
    "wrong",
    [{"revision": 6}, {"changes": 3}, {"changes": None}, {"holds": None}, {"holds": "x" * 65}]
    + [{"chosen": value} for value in (3, -1, True, "1")]
    + [
        {"clicks": [value]}
        for value in ([4, 0, True], [0, 6, True], [-1, 0, True], [0, 0, 1], [0, 0], 5, [True, 0, True])
    ]
    + [{"clicks": None}, {"clicks": [[0, 0, True]] * (MOST_CLICKS + 1)}]
    + [
        {"box": value}
        for value in (
            [0, 0, 5, 6],
            [0, 0, 4, 7],
            [2, 0, 2, 6],
            [3, 0, 2, 6],
            [0, 5, 4, 5],
            [0, 0, 4],
            1,
            [0, 0, 4, True],
        )
    ],
)
def test_ignores_a_message_with(wrong):
    assert _canvases.answer(GOOD | wrong, BEFORE) is None


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=4), st.lists, max_leaves=6)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD, JSON)) | JSON)
def test_no_message_raises(message):
    accepted = _canvases.answer(message, BEFORE)
    assert accepted is None or accepted.revision == 7


def test_what_is_asked_ahead_is_read_as_a_message_is():
    asked = '{"clicks": [[1, 2, true]], "box": [0, 0, 3, 4]}'
    assert asked_for(asked, 4, 6) == Prompts((Click(1, 2, True),), Box(0, 0, 3, 4))
    nothing, outside = '{"clicks": [], "box": null}', asked.replace("4", "7")
    for wrong in ("", "[]", "{", "nonsense", "[" * 100_000, nothing, outside):
        with pytest.raises(LookupError):
            asked_for(wrong, 4, 6)


@given(st.text() | JSON.map(json.dumps))
def test_nothing_asked_ahead_does_more_than_refuse(text):
    try:
        prompts = asked_for(text, 4, 6)
    except LookupError:
        return
    assert prompts.clicks or prompts.box
