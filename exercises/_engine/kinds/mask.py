"""Kind `mask`: the learner paints a mask that has to meet every condition of the exercise."""

import json
from collections.abc import Sequence
from typing import Any

from exercises._engine.catalogue import Exercise, variant
from exercises._engine.kinds.specimens import Specimens, UnusableError
from exercises._engine.types import Verdict, VerdictKind
from exercises._engine.variants import Condition, Mask, Variant


def parse(_exercise: Exercise, text: str) -> Any:
    """Rows of class ids from JSON.

    Raises:
        UnusableError: the text is not JSON.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise UnusableError("Give the mask as JSON: a list of rows, each a list of class ids.") from None


def grade(exercise: Exercise, submission: Any, seed: int) -> Verdict:
    """The verdict on a painted mask for the task that `seed` draws; its conditions come with it."""
    task = variant(exercise, seed)
    try:
        met = conditions(exercise, submission, task)
    except UnusableError as error:
        return Verdict(exercise.id, False, VerdictKind.INVALID, str(error))
    passed = all(condition.met for condition in met)
    missing = [condition for condition in met if not condition.met]
    message = (
        "Every condition is met."
        if passed
        else f"{len(met) - len(missing)} of {len(met)} conditions are met. Not yet: {missing[0].text}"
        + (f" ({missing[0].value})." if missing[0].value else ".")
    )
    return Verdict(
        exercise.id,
        passed,
        VerdictKind.PASSED if passed else VerdictKind.WRONG,
        message,
        conditions=tuple((condition.text, condition.met) for condition in met),
    )


def conditions(exercise: Exercise, submission: Any, task: Variant) -> tuple[Condition, ...]:
    """The exercise's conditions, each with whether this mask meets it.

    Raises:
        UnusableError: not a mask of the variant's size and classes.
    """
    return tuple(exercise.cases.conditions(checked(submission, task), task))


def specimens(exercise: Exercise, seed: int) -> Specimens:
    """The masks that the exercise itself constructs, and masks of the wrong size, type or classes."""
    task = variant(exercise, seed)
    right, wrong = exercise.cases.specimens(task)
    assert task.start is not None
    rows = [list(row) for row in task.start]
    ragged = [rows[0][:-1], *rows[1:]]
    foreign = [[len(task.class_names), *rows[0][1:]], *rows[1:]]
    negative = [[-1, *rows[0][1:]], *rows[1:]]
    truths = [[bool(label) for label in row] for row in rows]
    floats = [[float(label) for label in row] for row in rows]
    invalid = (None, [], "", 7, rows[:-1], ragged, foreign, negative, truths, floats, [None] * len(rows))
    return Specimens(tuple(right), tuple(wrong), invalid)


def checked(submission: Any, task: Variant) -> Mask:
    """The submission as a tuple of rows.

    Raises:
        UnusableError: it is no mask of this task's size and classes.
    """
    assert task.start is not None
    height, width = len(task.start), len(task.start[0])
    if not _is_rows(submission) or len(submission) != height or any(len(row) != width for row in submission):
        raise UnusableError(f"Paint a mask of {height} rows and {width} columns.")
    classes = len(task.class_names)
    if any(type(label) is not int or not 0 <= label < classes for row in submission for label in row):
        raise UnusableError(f"A mask holds class ids from 0 to {classes - 1} only.")
    return tuple(tuple(row) for row in submission)


def _is_rows(value: Any) -> bool:
    return _is_list(value) and all(_is_list(row) for row in value)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and isinstance(value, list | tuple)
