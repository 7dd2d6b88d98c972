from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.messages import Remembered
from app.components.picture_probe import (
    Picture,
    Probed,
    Said,
    Scores,
    _probes,
    _ProbeState,
    _SentPictures,
    picture_probe,
    push,
)

GREY = Picture("Grey", np.full((4, 6, 3), 90, np.uint8))


@pytest.mark.parametrize(
    ("pictures", "start", "box", "words"),
    [
        ((), (0, 0), None, "1 to 6 pictures, not 0"),
        ((GREY,) * 7, (0, 0), None, "1 to 6 pictures, not 7"),
        ((Picture("Thin", GREY.pixels[..., 0]),), (0, 0), None, "'Thin' must be uint8"),
        ((Picture("Float", GREY.pixels / 255),), (0, 0), None, "not float64"),
        ((GREY, Picture("Low", GREY.pixels[:3])), (0, 0), None, r"'Grey' is \(4, 6\), 'Low' is \(3, 6\)"),
        ((Picture("Wide", np.zeros((1, 1025, 3), np.uint8)),), (0, 0), None, "not 1 × 1025"),
        ((Picture("Empty", np.zeros((0, 3, 3), np.uint8)),), (0, 0), None, "not 0 × 3"),
        ((GREY,), (4, 0), None, "outside the pictures of 4 × 6"),
        ((GREY,), (0, -1), None, "outside the pictures"),
        ((GREY,), (0, 0), (2, 0, 2, 3), "top < bottom"),
        ((GREY,), (0, 0), (0, 5, 2, 3), "left < right"),
    ],
)
def test_says_what_cannot_be_shown(pictures, start, box, words):
    with pytest.raises(ValueError, match=words):
        picture_probe("refused", pictures, start=start, box=box, label="x")


@pytest.mark.parametrize(
    ("words", "which", "message"),
    [
        ([("road",)], np.zeros((4, 6), np.int64), "must be uint16 .* not int64"),
        ([("road",)], np.zeros((6, 4), np.uint16), r"must be uint16 \(4, 6\), not uint16 \(6, 4\)"),
        ([("road", "sky")], np.zeros((4, 6), np.uint16), "one text for each of the 1 pictures"),
        ([("road",)], np.ones((4, 6), np.uint16), "asks for words 1, but there are 1"),
    ],
)
def test_says_which_words_cannot_be_told(words, which, message):
    with pytest.raises(ValueError, match=message):
        picture_probe("refused", [GREY], start=(0, 0), said=Said(words, which), label="x")


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        (Scores(("road", "sky"), ("red", "blue"), np.zeros((2, 4, 6))), "must be float32 .* not float64"),
        (
            Scores(("road", "sky"), ("red", "blue"), np.zeros((3, 4, 6), np.float32)),
            r"not float32 \(3, 4, 6\)",
        ),
        (Scores(("road", "sky"), ("red",), np.zeros((2, 4, 6), np.float32)), "2 classes and 1 colours"),
        (Scores(("road",), ("red",), np.zeros((1, 4, 6), np.float32)), "to two or more classes"),
    ],
)
def test_says_which_scores_cannot_be_shown(scores, message):
    with pytest.raises(ValueError, match=message):
        picture_probe("refused", [GREY], start=(0, 0), scores=scores, label="x")


def test_nothing_can_be_pushed_before_it_is_shown():
    with pytest.raises(ValueError, match="No picture probe"):
        push("never shown", 0, 0)


CHOICE = _ProbeState(Probed(1, 1), 4, 6, _SentPictures("", Probed(0, 0), 0))
BEFORE = Remembered(CHOICE, revision=7, changes=3)
GOOD = {"revision": 7, "changes": 4, "row": 3, "column": 5}


def after(choice: _ProbeState) -> Remembered[_ProbeState]:
    return Remembered(replace(choice, pixel=Probed(3, 5)), 7, 4)


def test_accepts_a_good_message():
    assert _probes.answer(GOOD, BEFORE) == after(CHOICE)


def test_what_a_browser_says_it_holds_is_believed_if_it_can_be():
    assert _probes.answer(GOOD | {"has": ["a", "b"]}, BEFORE) == after(replace(CHOICE, has=frozenset("ab")))
    before = replace(BEFORE, value=replace(CHOICE, has=frozenset("x")))
    assert _probes.answer(GOOD, before) == after(CHOICE)
    for wrong in (None, "ab", [1], ["a"] * 9, ["a" * 65], {"a": 1}):
        assert _probes.answer(GOOD | {"has": wrong}, before) is None


def test_a_browser_that_lacks_something_is_sent_all_of_it():
    lacking = replace(CHOICE, sent=_SentPictures("", Probed(0, 0), 0, frozenset("ab")))
    before = replace(BEFORE, value=lacking)
    assert _probes.answer(GOOD, before) == after(lacking)
    assert _probes.answer(GOOD | {"lacks": True}, before) == after(CHOICE)


@pytest.mark.parametrize(
    "wrong",
    [{"revision": 6}, {"changes": 3}, {"changes": None}]
    + [{"row": value} for value in (4, -1, True, 1.0, "1", None)]
    + [{"column": value} for value in (6, -1, False, [1])],
)
def test_ignores_a_message_with(wrong):
    assert _probes.answer(GOOD | wrong, BEFORE) is None


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=4), st.lists, max_leaves=4)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD, JSON)) | JSON)
def test_no_message_raises(message):
    accepted = _probes.answer(message, BEFORE)
    assert accepted is None or accepted.revision == 7
