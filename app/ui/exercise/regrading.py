"""Grading stored answers again, with the exercise as it is now; nothing is recorded here."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app import state
from app.classroom.hosting import Regraded, StoredAnswer
from app.ui.exercise.python_ready import ready_grader
from exercises._engine.catalogue import catalogue
from exercises._engine.types import Verdict, VerdictKind

_TRIES, _PAUSE = 50, 0.2  # a full grader is asked again for ten seconds


@dataclass(frozen=True)
class Difference:
    """An answer that comes out otherwise than it counts now."""

    answer: StoredAnswer
    outcome: Regraded
    message: str


@dataclass(frozen=True)
class Trial:
    """What grading the answers to an exercise again would change.

    `graded` answers were; `older` were given to a task that the exercise may not draw any more, and `busy` found the
    grader full: these count as before.
    """

    exercise: str
    content_hash: str
    graded: int
    older: int
    busy: int
    differences: tuple[Difference, ...]


def try_out(exercise_id: str, answers: Sequence[StoredAnswer], tell: Callable[[int], object]) -> Trial:
    """Grade these answers again; `tell` is called with how many are done."""
    exercise = catalogue()[exercise_id]
    older = busy = 0
    differences = []
    for done, answer in enumerate(answers, 1):
        if exercise.kind != "code" and answer.content_hash != exercise.content_hash:
            older += 1  # the same seed may draw another task now
        else:
            verdict = _graded(exercise_id, answer)
            if verdict.kind is VerdictKind.BUSY:
                busy += 1
            elif verdict.passed != answer.passed:
                outcome = Regraded(answer.attempt, verdict.passed, verdict.kind.value)
                differences.append(Difference(answer, outcome, verdict.message))
        tell(done)
    graded = len(answers) - older - busy
    return Trial(exercise_id, exercise.content_hash, graded, older, busy, tuple(differences))


def _graded(exercise_id: str, answer: StoredAnswer) -> Verdict:
    grader, who = ready_grader(), f"regrade {state.session_id()}"
    verdict = None
    for _ in range(_TRIES):
        verdict = grader.grade(
            exercise_id, answer.submission, seed=answer.variant_seed, learner=who, layer=answer.layer
        )
        if verdict.kind is not VerdictKind.BUSY:
            break
        time.sleep(_PAUSE)
    assert verdict
    return verdict
