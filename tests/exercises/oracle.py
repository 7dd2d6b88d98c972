"""CPython itself as the judge of programs: runs them here, on an exercise's own inputs, and compares with the solution.

`python -m tests.exercises.oracle FOLDER` judges every `FOLDER/<exercise>/right_*.py` and `wrong_*.py` and names those
that are not what their names say. A right program is right on all sets of inputs; a wrong one is wrong on all of them:
every check draws another, and one on which it passes teaches the mistake. Programs must end, and must not exit.
"""

import __future__

import contextlib
import io
import sys
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from exercises._engine.catalogue import CASE_SETS, Exercise, catalogue
from exercises._engine.compare import difference
from exercises._engine.outcomes import Odd, Outcome, Raised, Returned, unshared
from exercises._engine.prepared import prepared

FAIR = Path(__file__).parent / "fair"


def programs(folder: Path = FAIR) -> list[tuple[Exercise, Path]]:
    """Every program of the folder with its exercise, in order."""
    return [(catalogue()[path.parent.name], path) for path in sorted(folder.glob("*/*.py"))]


def right_sets(exercise: Exercise, source: str) -> list[bool]:
    """Whether the program is right, for each of the exercise's sets of inputs; of a set up to its first mistake."""
    return _judged(exercise, source, range(CASE_SETS))


def right_once(exercise: Exercise, source: str, seed: int) -> bool:
    """Whether the program is right for the inputs of this seed. Annotations are left unread, as newer Pythons do.

    Raises:
        SyntaxError: this Python cannot read it.
    """
    return _judged(exercise, source, (seed,), __future__.annotations.compiler_flag, readable=True)[0]


def _judged(
    exercise: Exercise, source: str, seeds: Sequence[int], flags: int = 0, *, readable: bool = False
) -> list[bool]:
    name = f"judged_{id(source)}"
    module = types.ModuleType(name)
    sys.modules[name] = module
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            code = compile(source, "exercise.py", "exec", flags, dont_inherit=True)
        except Exception:
            if readable:
                raise
            return [False] * len(seeds)
        try:
            exec(code, vars(module))
        except Exception:
            return [False] * len(seeds)
        try:
            return [_is_right(exercise, vars(module).get(exercise.function), seed) for seed in seeds]
        finally:
            del sys.modules[name]


def _is_right(exercise: Exercise, function: Any, seed: int) -> bool:
    if not callable(function):
        return False
    task = prepared(exercise, seed)
    return not any(
        difference(_outcome(function, case), expected, exercise.tolerance)
        for case, expected in zip(task.cases, task.expected_outcomes, strict=True)
    )


def _outcome(function: Callable[..., Any], case: Any) -> Outcome:
    try:
        return Returned(_plain(function(*unshared(case))))
    except LookupError as error:
        return Odd(str(error)) if type(error) is LookupError else Raised(type(error).__name__)
    except BaseException as error:
        return Raised(type(error).__name__)


def _plain(value: Any) -> Any:
    """A value as the exercises take it: NumPy's arrays as lists, a kind built on a plain one as that."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if value is None or isinstance(value, bool):
        return value
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind(value)
    for kind in (list, tuple):
        if isinstance(value, kind):
            return kind(map(_plain, value))
    raise LookupError(type(value).__name__)


def main(folder: str) -> int:
    """Print which programs are not what their names say; 1 if there are any."""
    misnamed = 0
    for exercise, path in programs(Path(folder)):
        sets = right_sets(exercise, path.read_text(encoding="utf-8"))
        wanted = path.name.startswith("right_")
        odd = [seed for seed, right in enumerate(sets) if right is not wanted]
        if odd:
            misnamed += 1
            print(f"{exercise.id}/{path.name}: not so on {len(odd)} of {CASE_SETS} sets: {odd[:8]}")
    return int(misnamed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
