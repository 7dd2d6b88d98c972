"""Begun answers: saved while the learner works, found again later, and never one in the place of another unseen.

A begun answer is stored as text: the learner's code as it is, every other kind as JSON, `{"seed": …, "answer": …}`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from app import state, wiring
from app.classroom import Draft, EarlierDraft
from app.components.code_editor import Origin, is_text
from app.ui.shell import saving
from app.ui.shell.learner import Visitor, current
from app.ui.shell.saving import Saving
from exercises._engine.catalogue import Exercise, catalogue, variant
from exercises._engine.kinds.mask import checked
from exercises._engine.kinds.specimens import UnusableError
from exercises._engine.variants import Variant

LONGEST_NUMBER = 40
"""Characters of the field in which a number is typed."""

_NONE: tuple[EarlierDraft, ...] = ()


@dataclass(frozen=True)
class Begun:
    """A begun answer that fits its exercise. `seed` is that of its variant; code has none, so 0."""

    seed: int
    answer: Any


@dataclass(frozen=True)
class Known:
    """What this visit knows of a draft: the revision that its answer builds on, 0 for none, and a newer one if any."""

    revision: int
    newer: Draft | None = None


@lru_cache(maxsize=2048)  # drawing one takes up to 7 ms, and the masks of a class may need a thousand at once
def task_of(exercise_id: str, seed: int) -> Variant:
    """The task this seed draws; drawing some takes a search, so it is kept."""
    return variant(catalogue()[exercise_id], seed)


def name_of(exercise: Exercise, layer: str) -> str:
    """The name under which the draft is saved."""
    return f"draft:{exercise.id}:{layer}"


def known(exercise: Exercise, layer: str) -> Known | None:
    """What this visit knows of the draft; None before the records told it."""
    return state.recall(f"known:{exercise.id}:{layer}")


def is_aside(exercise: Exercise, layer: str) -> bool:
    """Whether an answer that no longer fits was put aside in this visit."""
    return bool(state.recall(f"aside:{exercise.id}:{layer}"))


def layers() -> Mapping[str, str]:
    """The exercises that were begun before this visit, each with the layer in which that was last."""
    return saving.ask_once("begun-before", lambda id: wiring.records().begun(id))


def look_up(exercise: Exercise, layer: str, visitor: Visitor) -> Begun | None:
    """The begun answer in the records, if there is one that fits; notes whether it is newer than this visit's own.

    One that no longer fits its exercise becomes an earlier draft.
    """
    if visitor.out_of_reach:
        return None
    id = visitor.learner
    draft = saving.read(lambda: wiring.records().draft(id, exercise.id, layer), None) if id else None
    begun = fitting(exercise, draft.text, draft.content_hash) if draft else None
    if id and draft and begun is None:
        _set_aside(id, exercise, layer, draft)
        state.remember(f"aside:{exercise.id}:{layer}", True)
        draft = None
    before = known(exercise, layer)
    revision = draft.revision if draft else 0
    if before is None:
        _note(exercise, layer, Known(revision))
    else:
        _note(
            exercise, layer, Known(before.revision, draft if revision not in (0, before.revision) else None)
        )
    return begun


def origin(exercise: Exercise, layer: str) -> Origin:
    """This visit, and the revision of the draft that its answer builds on."""
    return Origin(state.session_id(), (known(exercise, layer) or Known(0)).revision)


def save(exercise: Exercise, layer: str, text: str, earlier_visit: Origin | None = None) -> Saving:
    """Save a begun answer, now or once the records are back. It replaces none that its learner has not seen.

    `earlier_visit` tells where the text was typed if that was before this visit began.
    """

    def write(learner: UUID) -> None:
        before = known(exercise, layer) or Known(0)
        here = origin(exercise, layer)
        from_where = earlier_visit or here
        draft = wiring.records().save_draft(
            learner,
            exercise.id,
            layer,
            text,
            builds_on=from_where.revision,
            writers=(here.writer, from_where.writer),
            content_hash=exercise.content_hash,
        )
        has_won = draft.text == text
        _note(exercise, layer, Known(draft.revision) if has_won else Known(before.revision, draft))

    saved = saving.save(name_of(exercise, layer), write)
    is_refused = not saved.done and not saving.is_waiting(name_of(exercise, layer)) and current().token
    state.remember(f"refused:{exercise.id}:{layer}", saved.sentence if is_refused else None)
    return saved


def begin_anew(exercise: Exercise, layer: str, text: str, visitor: Visitor) -> None:
    """Save a text that was not written here; what was begun here before becomes an earlier version."""
    id = visitor.learner
    draft = saving.read(lambda: wiring.records().draft(id, exercise.id, layer), None) if id else None
    if id and draft and draft.text != text:
        _set_aside(id, exercise, layer, draft)
        _note(exercise, layer, Known(0))
    save(exercise, layer, text)


def _set_aside(learner: UUID, exercise: Exercise, layer: str, draft: Draft) -> None:
    """Make what was begun an earlier version."""
    saving.read(lambda: wiring.records().set_draft_aside(learner, exercise.id, layer, draft.revision), None)


def problem(exercise: Exercise, layer: str) -> str | None:
    """Why what was answered last is not saved, in a sentence; None where it is."""
    if saving.is_waiting(name_of(exercise, layer)):
        return saving.NOT_YET
    return state.recall(f"refused:{exercise.id}:{layer}")


def take(exercise: Exercise, layer: str, draft: Draft) -> None:
    """Note that the learner goes on from this draft."""
    _note(exercise, layer, Known(draft.revision))


def earlier(exercise: Exercise, layer: str, visitor: Visitor) -> tuple[EarlierDraft, ...]:
    """The drafts that gave way to another one, newest first."""
    id = visitor.learner
    return (
        saving.read(lambda: wiring.records().earlier_drafts(id, exercise.id, layer), _NONE) if id else _NONE
    )


def put_back(exercise: Exercise, layer: str, id: UUID) -> Draft | None:
    """Make an earlier draft the current one; None where that could not be done."""
    learner = current().learner
    if learner is None:
        return None
    draft = saving.read(lambda: wiring.records().put_back_draft(learner, id, state.session_id()), None)
    if draft is not None:
        take(exercise, layer, draft)
    return draft


def as_text(seed: int, answer: Any) -> str:
    """A begun answer of any kind but code, as it is stored."""
    return json.dumps({"seed": seed, "answer": answer})


def fitting(exercise: Exercise, text: Any, content_hash: str) -> Begun | None:
    """The begun answer that a stored text means; None where it does not fit the exercise as it is now.

    Records outlive versions: an option may be gone, a grid have another size. Of an exercise that has changed, the
    learner's code is still theirs, but the second option may have become another one.
    """
    if exercise.kind == "code":
        return Begun(0, text) if is_text(text) else None
    if content_hash not in ("", exercise.content_hash):
        return None
    try:
        stored = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
    if not isinstance(stored, dict) or not {"seed", "answer"} <= stored.keys():
        return None
    seed, answer = stored["seed"], stored["answer"]
    if type(seed) is not int or not 0 <= seed < 2**31:
        return None
    return Begun(seed, answer) if _fits(exercise, task_of(exercise.id, seed), answer) else None


def _fits(exercise: Exercise, task: Variant, answer: Any) -> bool:
    if exercise.kind == "number":
        return is_text(answer) and len(answer) <= LONGEST_NUMBER
    if exercise.kind == "choice":
        return answer is None or (type(answer) is int and 0 <= answer < len(task.options))
    try:
        checked(answer, task)
    except UnusableError:
        return False
    return True


def _note(exercise: Exercise, layer: str, what: Known) -> None:
    state.remember(f"known:{exercise.id}:{layer}", what)
