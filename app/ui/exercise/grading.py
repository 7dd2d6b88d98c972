"""From an answer to a recorded verdict. Nothing else writes attempts."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import streamlit as st

from app import state, wiring
from app.classroom import Attempt
from app.ui.exercise.drafts import Begun
from app.ui.exercise.python_ready import ready_grader
from app.ui.kit.rerun import rerun_fragment
from app.ui.shell import saving
from app.ui.shell.learner import Visitor, current
from exercises._engine.catalogue import Exercise, catalogue
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
    outcomes = [last(exercise, layer.name) for layer in exercise.layers]
    return any(outcome is not None and outcome.verdict.passed for outcome in outcomes)


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


def draw_again(exercise: Exercise, layer: str) -> None:
    """Give this visitor another variant of the exercise, and forget the answer to the old one."""
    work_on(exercise, layer, secrets.randbelow(2**31))
    state.forget(_outcome(exercise, layer))


def check(exercise: Exercise, layer: str, seed: int, submission: Submission, visitor: Visitor) -> None:
    """Grade `submission`, record the attempt, and remember the outcome; call it before that is drawn.

    Learner code is graded on cases drawn afresh each time, so that no answer can be learnt by heart. What is drawn
    already runs again only where the outcome changes it.
    """
    before = last(exercise, layer)
    grader = wiring.grader()
    if exercise.kind == "code":
        seed, grader = secrets.randbelow(2**31), ready_grader()
    verdict = grader.grade(exercise, submission.value, seed=seed, learner=visitor.name, layer=layer)
    saved = _record(exercise, layer, seed, submission, verdict)
    state.remember(_outcome(exercise, layer), Outcome(submission.id, verdict, str(submission.value), saved))
    if verdict.passed and not visitor.progress.of(exercise.id).passed:
        st.rerun()  # navigation and checklist show what is passed
    if verdict.line or (before and before.verdict.line):
        rerun_fragment()  # the editor marks the line


def _record(exercise: Exercise, layer: str, seed: int, submission: Submission, verdict: Verdict) -> str:
    """Record the attempt; the sentence that says what became of it."""
    if verdict.kind is VerdictKind.BUSY:
        return "Nothing was graded, so nothing was saved. Your answer is still here."

    def write(learner: UUID) -> None:
        wiring.records().record(
            Attempt(
                id=submission.id,
                learner=learner,
                exercise=exercise.id,
                layer=layer,
                content_hash=exercise.content_hash,
                variant_seed=seed,
                submission=submission.value,
                verdict=verdict,
                points=exercise.points,
            )
        )
        outcome = last(exercise, layer)
        if outcome is not None and outcome.id == submission.id:  # it waited for the records
            state.remember(_outcome(exercise, layer), replace(outcome, saved="Saved."))

    return saving.save(f"attempt:{submission.id}", write).sentence


def _outcome(exercise: Exercise, layer: str) -> str:
    return f"outcome:{exercise.id}:{layer}"


def _seed(exercise: Exercise, layer: str) -> str:
    return f"seed:{exercise.id}:{layer}"
