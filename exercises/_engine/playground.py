"""Runs a program that is nobody's exercise: the worked examples that a learner may change."""

from dataclasses import dataclass
from typing import Any

from exercises._engine.explain import Explanation, explain
from exercises._engine.kinds.code import checked, cut
from exercises._engine.kinds.specimens import UnusableError
from exercises._engine.outcomes import Odd, Returned
from exercises._engine.sandbox import Sandbox
from exercises._engine.types import VerdictKind


@dataclass(frozen=True)
class Played:
    """What a program gave: the value its function returned, or why there is none, and what it printed."""

    value: Any = None
    printed: str = ""
    problem: Explanation | None = None


def play(sandbox: Sandbox, source: str, function: str) -> Played:
    """Define `source` and call its `function` without arguments. Never raises for anything in `source`."""
    try:
        source = checked(source, function)
    except UnusableError as error:
        return _told(str(error))
    run = sandbox.run_alone(source, function, ())
    printed = cut(run.printed)
    if run.failure is not None:
        return Played(printed=printed, problem=explain(run.failure, source, function))
    match run.outcomes[0]:
        case Returned(value):
            return Played(value, printed)
        case Odd(type=name) if name is not None:
            return _told(f"{function} returned a {name}, which cannot be shown. Return a list.", printed)
        case _:
            return _told(f"{function} returned more than can be shown. Return something smaller.", printed)


def _told(message: str, printed: str = "") -> Played:
    return Played(printed=printed, problem=Explanation(VerdictKind.INVALID, message))
