"""Kind `code`: the learner writes a function, which runs in the sandbox on inputs drawn from the seed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from exercises._engine.blanks import blanks
from exercises._engine.catalogue import Exercise
from exercises._engine.compare import Difference, DifferenceKind, difference
from exercises._engine.explain import Explanation, empty_body, explain
from exercises._engine.kinds.specimens import Specimens, UnusableError
from exercises._engine.outcomes import Outcome, Raised, Returned, unshared
from exercises._engine.prepared import Case, PreparedCases, host_outcome, prepared, solution_outcome
from exercises._engine.sandbox import (
    SECONDS,
    SHORT_SECONDS,
    SOURCE_BYTES,
    Reason,
    Sandbox,
    SandboxRun,
    Session,
)
from exercises._engine.shrink import shrink, size
from exercises._engine.types import FailingCase, Verdict, VerdictKind

_ALONE_SECONDS = 0.4
_SHOWN_OUTPUT = 4_000
_LAST_BITS = 1e-9
_TAKEN = " NumPy's arrays and numbers were taken as lists and plain numbers."


class NeedsLongerError(Exception):
    """The code did not end within the `seconds` given, which were fewer than a whole run's."""


def parse(_exercise: Exercise, text: str) -> str:
    """The source, with the line ends and without the byte order mark that editors may add."""
    return _plain_lines(text)


def grade(
    exercise: Exercise,
    submission: Any,
    seed: int,
    sandbox: Sandbox,
    *,
    layer: str = "blanks",
    seconds: float = SECONDS,
) -> Verdict:
    """The verdict on a source text, begun from the starter of `layer`.

    Raises:
        NeedsLongerError: it ran longer than `seconds`, and `seconds` are fewer than a whole run's.
        NotReadyError: no code can run now.
    """
    try:
        source = source_of(submission, exercise.function)
    except UnusableError as error:
        return Verdict(exercise.id, False, VerdictKind.INVALID, str(error))
    if blank := _unwritten(exercise, source, layer):
        return _verdict_of(exercise, blank)
    task = prepared(exercise, seed)
    with sandbox.session() as session:
        run = session.run(source, exercise.function, task.cases, seconds=seconds)
        if run.failure is None:
            return _verdict_on_run(exercise, source, task, run, session)
        if run.failure.reason is Reason.TIME:
            if seconds < SECONDS:
                raise NeedsLongerError
            run = replace(run, failure=session.located(source, exercise.function, task.cases))
        return _verdict_of_failure(exercise, source, session.told(run))


def passes(exercise: Exercise, source: str, seeds: Iterable[int], sandbox: Sandbox) -> list[bool]:
    """Whether a program is right for each of these seeds, all in one session; nothing is explained.

    Raises:
        NotReadyError: no code can run now.
    """
    with sandbox.session() as session:
        return [_is_right(prepared(exercise, seed), source, session) for seed in seeds]


def _is_right(task: PreparedCases, source: str, session: Session) -> bool:
    run = session.run(source, task.exercise.function, task.cases)
    return same_outcomes(run.outcomes, task.expected_outcomes, task.exercise.tolerance)


def specimens(exercise: Exercise, seed: int) -> Specimens:
    """The solutions; mistakes, starters and code that fails in every other way; what is no code at all."""
    name = exercise.function
    arguments = ", ".join(exercise.arguments)
    bodies = (
        "return None",
        "return undefined_name",
        "return 1 / 0",
        "return [][1]",
        f"return {name}({arguments})",
    )
    wrong = [f"def {name}({arguments}):\n    {body}\n" for body in bodies]
    wrong += [f"def {name}({arguments})\n    return 0\n", f"def other_{name}({arguments}):\n    return 0\n"]
    wrong += ["import torch\n" + exercise.solution_source, "x = 1\n", f"{name} = 3\n"]
    wrong += [mistake.source for mistake in exercise.mistakes]
    # The starters as they are count as unchanged, whatever they compute; so change them.
    wrong += [f"{layer.starter}\n# changed\n" for layer in exercise.layers]
    invalid = (
        None,
        "",
        "  \n\t\n",
        3,
        b"x = 1",
        ["x = 1"],
        "#" * (SOURCE_BYTES + 1),
        "x = '\0'",
        "x = '\ud800'",
    )
    right = [exercise.solution_source, "import numpy\n" + exercise.solution_source]
    if exercise.alternative_source:
        right.insert(1, exercise.alternative_source)
    return Specimens(tuple(right), tuple(wrong), invalid)


def _plain_lines(text: str) -> str:
    return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").replace("\r\n", "\n").replace("\r", "\n")


def source_of(submission: Any, function: str) -> str:
    """The source of a submission that should define `function`.

    Raises:
        UnusableError: it is no text, empty, too long, or holds what is no character.
    """
    if not isinstance(submission, str):
        raise UnusableError("Submit the text of your code.")
    source = _plain_lines(submission)
    if not source.strip():
        raise UnusableError(f"There is no code yet. Write the function {function}.")
    try:
        length = len(source.encode())
    except UnicodeEncodeError:
        length = -1
    if length < 0 or "\0" in source:
        raise UnusableError("Your code holds a character that is no text. Type it anew.")
    if length > SOURCE_BYTES:
        raise UnusableError(f"Your code is longer than {SOURCE_BYTES // 1000} kB. A few lines are enough.")
    return source


def _unwritten(exercise: Exercise, source: str, layer: str) -> Explanation | None:
    """What to say about code that is not written yet; None if it can run."""
    if places := blanks(source):
        lines = sorted({line for line, _ in places})
        where = f"Line {lines[0]} still has" if len(lines) == 1 else f"Lines {_in_words(lines)} still have"
        what = "a blank" if len(places) == 1 else "blanks"
        line, column = places[0]
        return Explanation(VerdictKind.BLANK, f"{where} {what}: put your own code there.", line, column)
    starters = [each.starter.strip() for each in exercise.layers if each.name == layer]
    if source.strip() in starters:
        return Explanation(
            VerdictKind.BLANK, f"Nothing is changed yet: complete the function {exercise.function}."
        )
    if line := empty_body(source, exercise.function) if "..." in source or "pass" in source else None:
        return Explanation(
            VerdictKind.BLANK, f"The function {exercise.function} is still empty: write its body.", line, 1
        )
    return None


def _verdict_on_run(
    exercise: Exercise, source: str, task: PreparedCases, run: SandboxRun, session: Session
) -> Verdict:
    cases = task.cases
    differences = [
        difference(outcome, right, exercise.tolerance)
        for outcome, right in zip(run.outcomes, task.expected_outcomes, strict=False)
    ]
    # A report with too few outcomes is the work of tampering; the missing ones are wrong.
    short = Difference(DifferenceKind.VALUE, "Your code did not answer every question.")
    differences += [short] * (len(cases) - len(differences))
    first = next((wrong for wrong in differences if wrong is not None), None)
    if first is None:
        return Verdict(
            exercise.id,
            True,
            VerdictKind.PASSED,
            f"Right on all {len(cases)} inputs.{_TAKEN if run.numpy else ''}",
            printed=cut(run.printed and session.run(source, exercise.function, cases[:1]).printed),
        )
    candidates = [
        (case, wrong)
        for case, wrong in zip(cases, differences, strict=True)
        if wrong is not None and wrong.kind is first.kind
    ]
    start, _ = min(candidates, key=lambda pair: size(pair[0]))
    smallest = shrink(
        start,
        lambda batch: _fails(exercise, source, batch, first.kind, session),
        exercise.cases.valid,
    )
    mistake = _known_mistake(task, run.outcomes)
    verdict = _verdict_alone(exercise, source, smallest, smallest is not start, session)
    if verdict is None:
        verdict = _verdict_among_calls(exercise, cases, differences, run)
    if mistake is not None:
        name, message = mistake
        return Verdict(
            exercise.id,
            False,
            VerdictKind.MISTAKE,
            message,
            failing_case=verdict.failing_case,
            mistake=name,
            printed=verdict.printed,
        )
    return verdict


def _fails(
    exercise: Exercise, source: str, batch: Sequence[Case], kind: DifferenceKind, session: Session
) -> list[bool] | None:
    """For each input of the batch: is the answer wrong in this way? None if the code did not answer."""
    run = session.run(source, exercise.function, batch, seconds=SHORT_SECONDS)
    if run.failure is not None or len(run.outcomes) != len(batch):
        return None
    failures = []
    for case, outcome in zip(batch, run.outcomes, strict=True):
        right = host_outcome(exercise.solution, case)
        wrong = difference(outcome, right, exercise.tolerance) if isinstance(right, Returned) else None
        failures.append(wrong is not None and wrong.kind is kind)
    return failures


def _verdict_alone(
    exercise: Exercise, source: str, case: Case, shrunk: bool, session: Session
) -> Verdict | None:
    """The verdict on one wrong input, run once more on its own; None if that shows no error."""
    right = solution_outcome(exercise, case)
    for seconds in (SHORT_SECONDS, _ALONE_SECONDS):
        run = session.run_alone(source, exercise.function, case, seconds=seconds)
        if run.failure is None or run.failure.reason is not Reason.TIME:
            break
    else:
        return None
    if run.failure is not None:
        raised = Raised(run.failure.type or "an error")
        return _verdict_of_failure(
            exercise, source, run, _failing(exercise, case, right.value, raised, shrunk)
        )
    outcome = run.outcomes[0]
    wrong = difference(outcome, right, exercise.tolerance)
    if wrong is None:
        return None
    sentence = wrong.sentence
    if wrong.kind is DifferenceKind.NOTHING and run.printed.strip():
        sentence = "Your function prints something and returns nothing (None). Return the result instead."
    if wrong.kind is DifferenceKind.TYPE and run.numpy:
        sentence += _TAKEN
    failing = _failing(exercise, case, right.value, outcome, shrunk)
    return Verdict(
        exercise.id, False, VerdictKind.WRONG, sentence, failing_case=failing, printed=cut(run.printed)
    )


def _verdict_among_calls(
    exercise: Exercise, cases: Sequence[Case], differences: Sequence[Difference | None], run: SandboxRun
) -> Verdict:
    """The verdict on code that is wrong among other calls, and not (or not in time) when called alone."""
    index = next(index for index, wrong in enumerate(differences) if wrong is not None)
    right = solution_outcome(exercise, cases[index])
    outcome = run.outcomes[index] if index < len(run.outcomes) else None
    return Verdict(
        exercise.id,
        False,
        VerdictKind.WRONG,
        "Your function is wrong on one of several calls, though not when called alone. Make every list and "
        "counter inside the function, so that it remembers nothing between calls.",
        failing_case=_failing(exercise, cases[index], right.value, outcome, False),
        printed=cut(run.printed),
    )


def _failing(
    exercise: Exercise, case: Case, right: Any, outcome: Outcome | None, shrunk: bool
) -> FailingCase:
    return FailingCase(
        arguments=dict(zip(exercise.arguments, unshared(case), strict=True)),
        expected=unshared(right),
        got=outcome.value if isinstance(outcome, Returned) else None,
        raised=outcome.type if isinstance(outcome, Raised) else None,
        shrunk=shrunk,
    )


def _known_mistake(task: PreparedCases, outcomes: Sequence[Outcome]) -> tuple[str, str] | None:
    """Name and message of the known mistake whose outcomes equal these on every input, if there is one.

    The host computes the mistakes' outcomes with a Python of its own, whose `sum` may differ in the last bit.
    """
    tolerance = max(task.exercise.tolerance, _LAST_BITS)
    for mistake, theirs in task.mistakes:
        if same_outcomes(outcomes, theirs, tolerance):
            return mistake.name, mistake.message
    return None


def same_outcomes(outcomes: Sequence[Outcome], others: Sequence[Outcome], tolerance: float) -> bool:
    """Whether two series of outcomes are equal, one by one."""
    return len(outcomes) == len(others) and all(
        difference(outcome, other, tolerance) is None for outcome, other in zip(outcomes, others, strict=True)
    )


def _verdict_of_failure(
    exercise: Exercise, source: str, run: SandboxRun, failing_case: FailingCase | None = None
) -> Verdict:
    assert run.failure is not None
    explanation = explain(run.failure, source, exercise.function)
    return replace(
        _verdict_of(exercise, explanation),
        failing_case=failing_case,
        printed=cut(run.printed),
        said=run.failure.said,
    )


def _verdict_of(exercise: Exercise, explanation: Explanation) -> Verdict:
    return Verdict(
        exercise.id,
        False,
        explanation.kind,
        explanation.message,
        line=explanation.line,
        column=explanation.column,
    )


def cut(printed: str) -> str:
    """Printed text, short enough to be shown."""
    return printed if len(printed) <= _SHOWN_OUTPUT else printed[:_SHOWN_OUTPUT] + "\n… (cut)"


def _in_words(numbers: Sequence[int]) -> str:
    head = ", ".join(map(str, numbers[:-1]))
    return f"{head} and {numbers[-1]}"
