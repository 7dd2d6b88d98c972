"""Prompts that cannot be answered are refused in one sentence that says what to do."""

import pytest

from lessons.prompting.prompts import MOST_CLICKS, Box, Click, PromptError, Prompts, check


@pytest.mark.parametrize(
    "prompts",
    [
        Prompts((Click(0, 0),)),
        Prompts((Click(39, 59), Click(3, 4, positive=False))),
        Prompts(box=Box(0, 0, 40, 60)),
        Prompts((Click(5, 5),) * MOST_CLICKS, Box(5, 5, 6, 6)),
    ],
)
def test_what_can_be_answered_passes(prompts: Prompts):
    check(prompts, 40, 60)


@pytest.mark.parametrize(
    ("prompts", "sentence"),
    [
        (Prompts(), "There is nothing to go by yet; click on an object or drag a box around it."),
        (
            Prompts((Click(1, 1), Click(40, 5))),
            "The click at row 40, column 5 is outside the picture of 40 × 60 pixels; click inside it.",
        ),
        (
            Prompts((Click(0, -1, positive=False),)),
            "The click at row 0, column -1 is outside the picture of 40 × 60 pixels; click inside it.",
        ),
        (Prompts(box=Box(5, 5, 5, 9)), "The box is empty; drag it over at least one pixel."),
        (Prompts((Click(1, 1),), Box(9, 5, 5, 9)), "The box is empty; drag it over at least one pixel."),
        (
            Prompts(box=Box(0, 0, 41, 9)),
            "The box reaches outside the picture of 40 × 60 pixels; drag it inside.",
        ),
        (
            Prompts(box=Box(0, -1, 9, 9)),
            "The box reaches outside the picture of 40 × 60 pixels; drag it inside.",
        ),
        (
            Prompts((Click(1, 1),) * (MOST_CLICKS + 1)),
            f"There are {MOST_CLICKS + 1} clicks, and {MOST_CLICKS} are the most; take some back.",
        ),
    ],
)
def test_what_cannot_is_told_why(prompts: Prompts, sentence: str):
    with pytest.raises(PromptError) as error:
        check(prompts, 40, 60)
    assert str(error.value) == sentence
    assert isinstance(error.value, ValueError)
