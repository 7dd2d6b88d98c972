"""From an answer to a recorded verdict. Nothing else writes attempts."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from app import state, wiring
from app.classroom import Attempt
from app.classroom.hosting import RefusedError
from app.ui.exercise import class_rules, drafts
from app.ui.exercise.drafts import Begun
from app.ui.exercise.python_ready import ready_grader
from app.ui.kit.rerun import rerun_fragment
from app.ui.shell import place, saving
from app.ui.shell.learner import Visitor, current
from exercises._engine.catalogue import UNAIDED, Exercise, catalogue
from exercises._engine.types import Verdict, VerdictKind


@dataclass(frozen=True)
class Submission:
    """A submission: `id` was made where the answer was given, once, so sending it twice is harmless."""

    id: UUID
    value: Any


@dataclass(frozen=True)
class Outcome:
    """The last verdict of an exercise, on which submission, and what became of it."""

    id: UUID
    verdict: Verdict
    submission: str
    saved: str


def last(exercise: Exercise, layer: str) -> Outcome | None:
    """The last outcome in this session, or None."""
    return state.recall(_outcome(exercise, layer))


def passed(exercise_id: str) -> bool:
    """Whether the records say so or, where cookies are refused and nothing is recorded, this visit does."""
    if current().progress.of(exercise_id).passed:
        return True
    exercise = catalogue()[exercise_id]
    return any(_passed_now(exercise, layer.name) for layer in exercise.layers)


def passed_in(exercise: Exercise, layer: str, visitor: Visitor) -> bool:
    """Whether the task of this layer is passed: without given code only by doing that, else in any way."""
    progress = visitor.progress.of(exercise.id)
    return (progress.unaided if layer == UNAIDED else progress.passed) or _passed_now(exercise, layer)


def _passed_now(exercise: Exercise, layer: str) -> bool:
    outcome = last(exercise, layer)
    return outcome is not None and outcome.verdict.passed


def was_tried(exercise: Exercise, visitor: Visitor) -> bool:
    """Whether an answer was checked before, in this visit or in the records."""
    return bool(visitor.progress.of(exercise.id).attempts or state.recall(_tried(exercise)))


def seed_of(exercise: Exercise, layer: str, begun: Begun | None, visitor: Visitor) -> int:
    """The seed of this visitor's variant: the one they were working on, else one of their own."""
    seed = state.recall(_seed(exercise, layer))
    if seed is None:
        own = hashlib.sha256(f"{visitor.name} {exercise.id}".encode()).digest()
        seed = begun.seed if begun else int.from_bytes(own[:4], "big") >> 1
        if not visitor.out_of_reach:  # once the records are back they may tell of another one
            work_on(exercise, layer, seed)
    return seed


def work_on(exercise: Exercise, layer: str, seed: int) -> None:
    """Make the variant with this seed the one that the visitor works on."""
    state.remember(_seed(exercise, layer), seed)
    state.forget(_next(exercise, layer))


def draw_again(exercise: Exercise, layer: str) -> None:
    """Give this visitor another variant of the exercise, and forget the answer to the old one."""
    seed = state.recall(_next(exercise, layer))
    if seed is None:
        seed = _another(exercise, state.recall(_seed(exercise, layer), 0))
    work_on(exercise, layer, seed)
    state.forget(_outcome(exercise, layer))


def is_missed(exercise: Exercise, layer: str) -> bool:
    """Whether the variant that is shown was answered wrong where that draws another; the learner goes on to it."""
    return state.recall(_next(exercise, layer)) is not None


def _another(exercise: Exercise, seed: int) -> int:
    """A seed that draws another task than this one; some exercises have few."""
    before = drafts.task_of(exercise.id, seed)
    found = secrets.randbelow(2**31)
    for _ in range(20):
        if drafts.task_of(exercise.id, found) != before:
            break
        found = secrets.randbelow(2**31)
    return found


def check(exercise: Exercise, layer: str, seed: int, submission: Submission, visitor: Visitor) -> None:
    """Grade `submission`, record the attempt, and remember the outcome; call it before that is drawn.

    Learner code is graded on cases drawn afresh each time, so that no answer can be learnt by heart. What is drawn
    already runs again only where the outcome changes it. Where a class has rules for the exercise they are asked first,
    and the verdict is shown once it is recorded.
    """
    before, received = last(exercise, layer), datetime.now(UTC)
    has_rules = class_rules.are_there(exercise, visitor)
    state.remember(_why_not(exercise, layer), class_rules.refused_now(exercise, visitor))
    if why_not(exercise, layer):
        return
    if exercise.kind == "code":
        seed = secrets.randbelow(2**31)
    grader = ready_grader() if exercise.kind == "code" else wiring.grader()
    verdict = grader.grade(exercise, submission.value, seed=seed, learner=visitor.name, layer=layer)
    outcome = Outcome(submission.id, verdict, str(submission.value), "")
    is_held_back = has_rules and visitor.learner is not None
    attempt = partial(_attempt, exercise, layer, seed, submission, verdict, received)
    saved = _record(exercise, layer, attempt, outcome, is_held_back)
    if why_not(exercise, layer):
        rerun_fragment()  # what stands above tells that no attempt is left
    place.stopped_at_exercise(exercise.id)
    state.remember(_outcome(exercise, layer), replace(outcome, saved=saved))
    if verdict.kind not in (VerdictKind.INVALID, VerdictKind.BUSY):
        state.remember(_tried(exercise), True)
    is_miss = verdict.kind in (VerdictKind.WRONG, VerdictKind.MISTAKE)
    if is_miss and exercise.kind == "choice":
        # Saved at once, so that after a reload the learner has the new task and not another go at this one.
        following = _another(exercise, seed)
        state.remember(_next(exercise, layer), following)
        drafts.save(exercise, layer, drafts.as_text(following, None))
    if verdict.passed and not visitor.progress.of(exercise.id).passed:
        st.rerun()  # navigation and checklist show what is passed
    if verdict.line or (before and before.verdict.line):
        rerun_fragment()  # the editor marks the line
    if has_rules or (is_miss and len(exercise.points_by_try) > 1):
        rerun_fragment()  # how many attempts are left, and what passing earns now, stands above


def why_not(exercise: Exercise, layer: str) -> str | None:
    """Why the last answer was not graded, or its verdict is not shown; None if it is."""
    return state.recall(_why_not(exercise, layer))


def _attempt(
    exercise: Exercise,
    layer: str,
    seed: int,
    submission: Submission,
    verdict: Verdict,
    received: datetime,
    learner: UUID,
) -> Attempt:
    points, *later_points = exercise.points_by_try
    return Attempt(
        id=submission.id,
        learner=learner,
        exercise=exercise.id,
        layer=layer,
        content_hash=exercise.content_hash,
        variant_seed=seed,
        submission=submission.value,
        verdict=verdict,
        points=points,
        later_points=tuple(later_points),
        received=received,
    )


def _record(
    exercise: Exercise,
    layer: str,
    attempt: Callable[[UUID], Attempt],
    outcome: Outcome,
    is_held_back: bool,
) -> str:
    """Record the attempt; the sentence that says what became of it.

    `is_held_back`: the outcome is shown only once it is recorded. `why_not` tells where it is not.
    """
    if outcome.verdict.kind is VerdictKind.BUSY:
        return "Nothing was graded, so nothing was saved. Your answer is still here."

    def write(learner: UUID) -> None:
        shown = last(exercise, layer)
        is_shown = shown is not None and shown.id == outcome.id  # it waited for the records
        try:
            wiring.records().record(attempt(learner))
        except RefusedError as refused:
            state.remember(_why_not(exercise, layer), class_rules.refusal(refused))
            if is_shown:
                state.forget(_outcome(exercise, layer))
            return
        if is_held_back:
            state.forget(_why_not(exercise, layer))
        if is_held_back or is_shown:
            state.remember(_outcome(exercise, layer), replace(outcome, saved="Saved."))

    saved = saving.save(f"attempt:{outcome.id}", write)
    if is_held_back and not saved.done:
        state.remember(_why_not(exercise, layer), f"{saved.sentence} The verdict is shown once it is saved.")
    return saved.sentence


def _why_not(exercise: Exercise, layer: str) -> str:
    return f"not-graded:{exercise.id}:{layer}"


def _outcome(exercise: Exercise, layer: str) -> str:
    return f"outcome:{exercise.id}:{layer}"


def _tried(exercise: Exercise) -> str:
    return f"tried:{exercise.id}"


def _next(exercise: Exercise, layer: str) -> str:
    """Under which name the visit remembers the seed that was drawn after a miss."""
    return f"next:{exercise.id}:{layer}"


def _seed(exercise: Exercise, layer: str) -> str:
    return f"seed:{exercise.id}:{layer}"
