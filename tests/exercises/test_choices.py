"""What the exercises of kind `choice` give away: nothing, to somebody who guesses without reading the task."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
import torch

from exercises._engine.catalogue import Exercise, catalogue, variant
from exercises._engine.variants import Variant

SEEDS = range(200)
OFTEN = len(SEEDS) // 10
"""A text that is offered less often than that cannot be learned by heart."""
EXERCISES = catalogue()
CHOICES = [exercise for exercise in EXERCISES.values() if exercise.kind == "choice"]

every_choice = pytest.mark.parametrize("exercise", CHOICES, ids=lambda exercise: exercise.id)


@cache
def tasks(exercise: Exercise) -> tuple[Variant, ...]:
    return tuple(variant(exercise, seed) for seed in SEEDS)


def texts(task: Variant) -> list[str]:
    return [text for text, _ in task.options]


def right_text(task: Variant) -> str:
    return texts(task)[int(task.answer or 0)]


def most(exercise: Exercise) -> float:
    """The largest share of tasks that a guess may win: it must not win many more than chance does."""
    return 0.6 if max(len(task.options) for task in tasks(exercise)) == 2 else 0.4


@every_choice
def test_a_task_has_different_options_and_one_of_them_is_right(exercise: Exercise) -> None:
    for task in tasks(exercise):
        assert len(set(texts(task))) == len(task.options) >= 2
        assert type(task.answer) is int and 0 <= task.answer < len(task.options)


@every_choice
def test_no_option_is_never_right(exercise: Exercise) -> None:
    """Neither a text, nor all texts that differ in their numbers alone: drawn numbers repeat too seldom for a rule."""
    for form in (lambda text: text, lambda text: re.sub(r"\d+(?:\.\d+)?", "#", text)):
        offered = Counter(each for task in tasks(exercise) for each in {form(text) for text in texts(task)})
        right = {form(right_text(task)) for task in tasks(exercise)}
        assert [text for text, count in offered.items() if count >= OFTEN and text not in right] == []


@every_choice
def test_the_place_of_an_option_tells_nothing(exercise: Exercise) -> None:
    places = Counter(int(task.answer or 0) for task in tasks(exercise))
    last = sum(task.answer == len(task.options) - 1 for task in tasks(exercise))
    assert max(*places.values(), last) / len(SEEDS) <= most(exercise)
    assert set(places) == set(range(max(len(task.options) for task in tasks(exercise))))


@every_choice
@pytest.mark.parametrize("extreme", [max, min], ids=["longest", "shortest"])
def test_the_length_of_an_option_tells_nothing(
    exercise: Exercise, extreme: Callable[[list[int]], int]
) -> None:
    won = 0.0
    for task in tasks(exercise):
        lengths = [len(text) for text in texts(task)]
        # Of several that are as long, any is guessed.
        won += (lengths[int(task.answer or 0)] == extreme(lengths)) / lengths.count(extreme(lengths))
    assert won / len(SEEDS) < most(exercise)


@every_choice
def test_no_text_is_right_too_often(exercise: Exercise) -> None:
    (_, times), *_ = Counter(map(right_text, tasks(exercise))).most_common(1)
    assert times / len(SEEDS) < most(exercise)


def test_library_shapes_are_what_torch_makes_of_those_lines() -> None:
    """But for the network itself, which gives one score for each class at each pixel, or at each fourth."""
    exercise, asked = EXERCISES["library_shapes"], set()
    for task in tasks(exercise):
        fields = task.fields
        batch, height, width, classes = (
            int(fields[name]) for name in ("batch", "height", "width", "classes")
        )
        smaller = 4 if "upsampling=1" in str(fields["end"]) else 1
        scores = torch.empty(batch, classes, height // smaller, width // smaller)
        # The two lines are our own.
        space = {"model": lambda _, scores=scores: scores, "images": None}
        exec(f"logits = {fields['logits']}\nmasks = {fields['masks']}", space)
        shapes = [tuple(space[name].shape) for name in ("logits", "masks")]
        assert right_text(task) == f"logits {shapes[0]}, masks {shapes[1]}"
        assert smaller == 1 or fields["architecture"] in exercise.cases.QUARTER
        asked.add((fields["logits"], fields["masks"], smaller, fields["channels"]))
    assert len(asked) == 6


def test_one_line_or_more_than_one_has_to_change() -> None:
    asked = set()
    for task in tasks(EXERCISES["one_line_change"]):
        whys = dict(task.options)
        changed = {text for text, why in task.options if "Everything else stays" in why or "not alone" in why}
        if right_text(task).startswith("Line"):
            assert changed == {right_text(task)}
        else:
            lines = {text.lower() for text in changed if text.startswith("Line")}
            assert len(lines) == 2 and all(line.split()[1] in whys[right_text(task)] for line in lines)
        asked.add(re.sub(r"\d+", "#", str(task.fields["wanted"])))
    assert len(asked) == 9
