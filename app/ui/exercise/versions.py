"""What became of an answer in other tabs and at other times: a newer version, and earlier ones to put back."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from app import state
from app.classroom import Draft, EarlierDraft
from app.ui.exercise import answers, drafts
from app.ui.exercise.drafts import Begun
from app.ui.figures.mask_picture import MaskPicture, mask_pictures
from app.ui.kit.disclosure import disclosed
from app.ui.shell.learner import Visitor
from exercises._engine.catalogue import Exercise

_NEWER = (
    "A newer version of this answer was saved in another tab or on another device; it stays, and what you write here "
    "is saved beside it as an earlier version."
)
_ASIDE = (
    "This exercise has changed, and the answer that you had begun does not fit it any more; it is saved as an earlier "
    "version."
)


def versions(exercise: Exercise, layer: str, visitor: Visitor) -> None:
    """Say what is not saved, or saved beside a newer version; offer the newer one, and the earlier ones."""
    problem = drafts.problem(exercise, layer)
    if problem:
        st.warning(problem)
    if drafts.is_aside(exercise, layer):
        st.info(_ASIDE)
    known = drafts.known(exercise, layer)
    if known is not None and known.newer is not None:
        st.warning(_NEWER)
    if known is not None and known.newer is not None and not problem:
        st.button(
            "Show the newer version here",
            key=f"newer-{exercise.id}-{layer}",
            icon=":material/sync:",
            on_click=_take,
            args=(exercise, layer, known.newer),
        )
    earlier = drafts.earlier(exercise, layer, visitor)
    if not earlier:
        return
    label = (
        "An earlier version of your answer is saved"
        if len(earlier) == 1
        else f"{len(earlier)} earlier versions of your answer are saved"
    )
    if disclosed(f"earlier-{exercise.id}-{layer}", label, icon=":material/history:"):
        for each in earlier:
            _earlier(exercise, layer, each)


def _earlier(exercise: Exercise, layer: str, draft: EarlierDraft) -> None:
    begun = drafts.fitting(exercise, draft.text, draft.content_hash)
    st.caption(f"Written {_when(draft.updated)}")
    if begun is None:
        st.code(str(draft.text), language=None, wrap_lines=True)
        st.caption("It no longer fits this exercise.")
        return
    _show(exercise, begun)
    st.button(
        "Put it back",
        key=f"put-back-{draft.id}",
        icon=":material/undo:",
        on_click=_put_back,
        args=(exercise, layer, draft, begun),
    )


def _show(exercise: Exercise, begun: Begun) -> None:
    if exercise.kind == "code":
        st.code(begun.answer, language="python", wrap_lines=True)
        return
    task = drafts.task_of(exercise.id, begun.seed)
    if exercise.kind == "mask":
        mask_pictures([MaskPicture("Your mask", begun.answer, task.class_names)])
    elif exercise.kind == "number":
        st.code(begun.answer, language=None)
    else:
        st.markdown("Nothing was chosen." if begun.answer is None else f"> {task.options[begun.answer][0]}")


def _take(exercise: Exercise, layer: str, draft: Draft) -> None:
    begun = drafts.fitting(exercise, draft.text, draft.content_hash)
    if begun is not None:
        drafts.take(exercise, layer, draft)
        answers.load(exercise, layer, begun)


def _put_back(exercise: Exercise, layer: str, draft: EarlierDraft, begun: Begun) -> None:
    if drafts.put_back(exercise, layer, draft.id) is not None:
        answers.load(exercise, layer, begun)


def _when(moment: datetime) -> str:
    """The time at the visitor's place; in UTC where the browser does not tell which that is."""
    try:
        zone = ZoneInfo(state.timezone() or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    local = moment.astimezone(zone)
    return f"on {local.day} {local:%B %Y at %H:%M} {'' if state.timezone() else '(UTC)'}".rstrip()
