"""Kind `choice`: the learner picks one of several options; a submission is its index."""

import re
from typing import Any

from exercises._engine.catalogue import Exercise, variant
from exercises._engine.kinds.specimens import Specimens, UnusableError
from exercises._engine.types import Verdict, VerdictKind


def parse(_exercise: Exercise, text: str) -> int:
    """The index of an option, counted from 0.

    Raises:
        UnusableError: the text is not a whole number.
    """
    if not re.fullmatch(r"\d{1,3}", text.strip(), re.ASCII):
        raise UnusableError("Give the index of one option, counted from 0.")
    return int(text)


def grade(exercise: Exercise, submission: Any, seed: int) -> Verdict:
    """The verdict on an option of the task that `seed` draws, with the option's own explanation."""
    task = variant(exercise, seed)
    if type(submission) is not int or not 0 <= submission < len(task.options):
        return Verdict(exercise.id, False, VerdictKind.INVALID, "Pick one of the options first.")
    why = task.options[submission][1]
    if submission == task.answer:
        return Verdict(exercise.id, True, VerdictKind.PASSED, why)
    return Verdict(exercise.id, False, VerdictKind.WRONG, why)


def specimens(exercise: Exercise, seed: int) -> Specimens:
    """The right option, every other one, and what is no option."""
    task = variant(exercise, seed)
    wrong = tuple(index for index in range(len(task.options)) if index != task.answer)
    return Specimens((task.answer,), wrong, (-1, len(task.options), None, "", "0", 0.0, True, [0]))
