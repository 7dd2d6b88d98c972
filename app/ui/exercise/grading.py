"""From an answer to a recorded verdict. Nothing else writes attempts."""

import hashlib
import json
import logging
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import streamlit as st

from app import state, wiring
from app.classroom import Attempt, RecordsError, UnknownLearnerError
from app.ui.kit.rerun import rerun_fragment
from app.ui.shell.learner import Visitor, current, ensure
from exercises._engine.catalogue import Exercise, catalogue
from exercises._engine.types import Verdict, VerdictKind

log = logging.getLogger("pixelwise")


@dataclass(frozen=True)
class Submission:
    """A submission: `id` was made where the answer was given, once, so sending it twice is harmless."""

    id: UUID
    value: Any


@dataclass(frozen=True)
class Outcome:
    """The last verdict of an exercise, what it was about, and what became of it."""

    verdict: Verdict
    submission: str
    saved: str


def last(exercise: Exercise, layer: str) -> Outcome | None:
    """The last outcome in this session, or None."""
    return state.recall(f"outcome:{exercise.id}:{layer}")


def passed(exercise_id: str) -> bool:
    """Whether the records say so or, where cookies are refused and nothing is recorded, this visit does."""
    if current().progress.of(exercise_id).passed:
        return True
    exercise = catalogue()[exercise_id]
    outcomes = [last(exercise, layer.name) for layer in exercise.layers]
    return any(outcome is not None and outcome.verdict.passed for outcome in outcomes)


def seed_of(exercise: Exercise, layer: str, visitor: Visitor) -> int:
    """The seed of this visitor's variant: the one they were working on, else one of their own."""
    name = f"seed:{exercise.id}:{layer}"
    if state.recall(name) is None:
        draft = _saved_draft(exercise, layer, visitor)
        own = hashlib.sha256(f"{visitor.name} {exercise.id}".encode()).digest()
        state.remember(name, draft["seed"] if draft else int.from_bytes(own[:4], "big") >> 1)
    return state.recall(name)


def draw_again(exercise: Exercise, layer: str) -> None:
    """Give this visitor another variant of the exercise, and forget the answer to the old one."""
    state.remember(f"seed:{exercise.id}:{layer}", secrets.randbelow(2**31))
    state.forget(f"outcome:{exercise.id}:{layer}")


def save_text(exercise: Exercise, layer: str, text: str) -> None:
    """Save what was typed so far. Raises `RecordsError` where it could not be saved."""
    learner = ensure(current())
    if learner:
        wiring.records().save_draft(learner, exercise.id, layer, text)


def saved_text(exercise: Exercise, layer: str, visitor: Visitor) -> str | None:
    """What was typed so far and saved, or None."""
    if visitor.learner is None:
        return None
    draft = wiring.records().draft(visitor.learner, exercise.id, layer)
    return draft.text if draft else None


def save_answer(exercise: Exercise, layer: str, seed: int, answer: Any) -> None:
    """Save a begun answer to the variant with this seed."""
    save_text(exercise, layer, json.dumps({"seed": seed, "answer": answer}))


def saved_answer(exercise: Exercise, layer: str, seed: int, visitor: Visitor) -> Any:
    """The begun answer to the variant with this seed, or None."""
    draft = _saved_draft(exercise, layer, visitor)
    return draft["answer"] if draft and draft["seed"] == seed else None


def _saved_draft(exercise: Exercise, layer: str, visitor: Visitor) -> dict[str, Any] | None:
    text = saved_text(exercise, layer, visitor)
    return json.loads(text) if text else None


def check(exercise: Exercise, layer: str, seed: int, submission: Submission, visitor: Visitor) -> None:
    """Grade `submission`, record the attempt, remember the outcome, and run the panel again to show it.

    Learner code is graded on cases drawn afresh each time, so that no answer can be learnt by heart.
    """
    if exercise.kind == "code":
        seed = secrets.randbelow(2**31)
    verdict = wiring.grader().grade(exercise, submission.value, seed=seed, learner=visitor.name, layer=layer)
    saved = _record(exercise, layer, seed, submission, verdict, visitor)
    state.remember(f"outcome:{exercise.id}:{layer}", Outcome(verdict, str(submission.value), saved))
    if verdict.passed:
        st.rerun()  # navigation and checklist show what is passed
    rerun_fragment()


def _record(
    exercise: Exercise, layer: str, seed: int, submission: Submission, verdict: Verdict, visitor: Visitor
) -> str:
    """Record the attempt; the sentence that says what became of it."""
    if verdict.kind is VerdictKind.BUSY:
        return "Nothing was graded, so nothing was saved. Your answer is still here."
    try:
        learner = ensure(visitor)
        if learner is None:
            return "Not saved: this browser refuses cookies."
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
    except UnknownLearnerError:
        return (
            "Not saved: your records were deleted or moved in another tab. Reload the page and check again."
        )
    except RecordsError:
        log.exception("an attempt could not be recorded")
        return (
            "Not saved: the records cannot be reached. Your answer is still here; check it again in a moment."
        )
    return "Saved."
