"""Runs a program that is nobody's exercise: the worked examples that a learner may change."""

from dataclasses import dataclass, replace
from typing import Any

from exercises._engine.explain import Explanation, explain
from exercises._engine.kinds.code import cut, source_of
from exercises._engine.kinds.specimens import UnusableError
from exercises._engine.outcomes import Odd, Returned
from exercises._engine.sandbox import Reason, Sandbox
from exercises._engine.types import VerdictKind


@dataclass(frozen=True)
class PlaygroundRun:
    """What a program gave: the value its function returned, or why there is none, and what it printed."""

    value: Any = None
    printed: str = ""
    problem: Explanation | None = None


def play(sandbox: Sandbox, source: str, function: str) -> PlaygroundRun:
    """Define `source` and call its `function` without arguments. Never raises for anything in `source`.

    Raises:
        NotReadyError: no code can run now.
    """
    try:
        source = source_of(source, function)
    except UnusableError as error:
        return _refusal(str(error))
    with sandbox.session() as session:
        run = session.run_alone(source, function, ())
        if run.failure is not None and run.failure.reason is Reason.TIME:
            run = replace(run, failure=session.located(source, function, ((),)))
    printed = cut(run.printed)
    if run.failure is not None:
        return PlaygroundRun(printed=printed, problem=explain(run.failure, source, function))
    match run.outcomes[0]:
        case Returned(value):
            return PlaygroundRun(value, printed)
        case Odd(type=name) if name is not None:
            return _refusal(f"{function} returned a {name}, which cannot be shown. Return a list.", printed)
        case _:
            return _refusal(f"{function} returned more than can be shown. Return something smaller.", printed)


def _refusal(message: str, printed: str = "") -> PlaygroundRun:
    return PlaygroundRun(printed=printed, problem=Explanation(VerdictKind.INVALID, message))
