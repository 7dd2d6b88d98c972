"""Saving what a visitor does: at once, or as soon as the records can be reached again.

Records may be out of reach for a while: the database is away, or the disk is full. The lesson goes on meanwhile, one
banner says so, and what was to be saved waits in the session.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar
from uuid import UUID

import streamlit as st

from app import state, wiring
from app.classroom import IdTakenError, LimitError, RecordsError, TooLargeError, UnknownLearnerError
from app.ui.shell import learner
from app.ui.shell.learner import Visitor

log = logging.getLogger("pixelwise")

Result = TypeVar("Result")
Write = Callable[[UUID], object]

NOT_YET = (
    "Not saved yet: the records cannot be reached. What you did is still here; keep this page open, and it is saved as "
    "soon as they are back."
)
_NOT_KEPT = "Not saved: the records cannot be reached, and too much waits for them already. Try again later."
_RELOAD = "Not saved: the records cannot be reached. Reload the page in a while to have your work saved."
_NO_COOKIE = "Not saved: this browser refuses cookies."
_LOOKING = "Not saved: you look as a student, so nothing is kept."
_UNKNOWN = "Not saved: your records were deleted or moved in another tab. Reload the page and try again."

_BANNER = (
    "Your work cannot be saved right now, because the records cannot be reached. You can go on with the lesson: keep "
    "this page open, and what you do here is saved as soon as they are back."
)
_BANNER_OF_A_STRANGER = (
    "Your work cannot be saved right now, because the records cannot be reached. You can go on with the lesson; "
    "reload this page in a while to have your work saved."
)
_ASK_AGAIN = 5.0  # seconds between two looks at whether the records are back
_MOST_WAITING = 50

_WAITING, _SHOWN = "waiting-to-be-saved", "banner-of-the-records"


@dataclass(frozen=True)
class Saving:
    """What became of something to be saved: whether it is in the records now, and the sentence for the page."""

    done: bool
    sentence: str


def save(name: str, write: Write) -> Saving:
    """Call `write` with the learner's id; where the records are out of reach, again once they are back.

    What waits under the same name already is replaced. `write` must be harmless when it is called twice.
    """
    visitor = learner.current()
    try:
        id = learner.ensure(visitor)
        if id is None:
            return Saving(
                False, _RELOAD if visitor.out_of_reach else _LOOKING if visitor.looks_at else _NO_COOKIE
            )
        write(id)
    except UnknownLearnerError:
        return Saving(False, _UNKNOWN)
    except (TooLargeError, LimitError, IdTakenError) as error:
        return Saving(False, f"Not saved: {error}")
    except RecordsError as error:
        log.info("%s could not be saved yet: %s", name, error)
        waiting = _waiting()
        if len(waiting) >= _MOST_WAITING and name not in waiting:
            return Saving(False, _NOT_KEPT)
        state.remember(_WAITING, MappingProxyType({**waiting, name: write}))
        return Saving(False, NOT_YET)
    _forget(name)
    return Saving(True, "Saved.")


def is_waiting(name: str) -> bool:
    """Whether what was to be saved under this name still waits for the records."""
    return name in _waiting()


def read(look: Callable[[], Result], otherwise: Result) -> Result:
    """What `look` finds in the records; `otherwise` where the run of a page finds them out of reach.

    A fragment may not know yet that they are; then the whole page runs instead, which says so.
    """
    try:
        return look()
    except RecordsError as error:
        log.info("the records could not be read: %s", error)
        if not learner.is_arriving():
            st.rerun()
        return otherwise


def ask_once(name: str, look: Callable[[UUID], Mapping[str, str]]) -> Mapping[str, str]:
    """What the records tell of this learner, asked once a visit and remembered under `name`.

    Empty for one of whom nothing was saved; while the records are out of reach too, but then it is not remembered.
    """
    told = state.recall(name)
    if told is not None:
        return told
    visitor, nothing = learner.current(), MappingProxyType[str, str]({})
    if visitor.out_of_reach:
        return nothing
    id = visitor.learner
    told = read(lambda: look(id), None) if id else nothing
    if told is None:
        return nothing
    state.remember(name, told)
    return told


def resume(visitor: Visitor) -> None:
    """Save what waits, and say in one banner where that cannot be done. Call it first in the run of a whole page."""
    saved = 0
    for name, write in _waiting().items() if not visitor.out_of_reach else ():
        outcome = save(name, write)
        if is_waiting(name):
            break
        _forget(name)
        saved += outcome.done
    if saved and not _waiting():
        st.toast("The records are back: what you did meanwhile is saved.", icon=":material/check:")
    state.remember(_SHOWN, visitor.out_of_reach or bool(_waiting()))
    # The container is always there: if everything below moved by one, the browser would make it all anew, and a
    # learner who is typing would be thrown out of the editor.
    with st.container(key="banner"):
        if state.recall(_SHOWN):
            _banner(_BANNER if visitor.token else _BANNER_OF_A_STRANGER)


def show_banner() -> None:
    """Run the whole page where its banner is due. Call it last in a fragment: what the run was for is done then."""
    if not state.recall(_SHOWN) and (_waiting() or learner.was_out_of_reach()):
        st.rerun()


@st.fragment(run_every=_ASK_AGAIN)
def _banner(words: str) -> None:
    # In the run of the whole page it was just tried.
    if not learner.is_arriving():
        reach = wiring.reach()
        if reach.reads and reach.writes:
            st.rerun()
    st.warning(words, icon=":material/cloud_off:")


def _waiting() -> Mapping[str, Write]:
    return state.recall(_WAITING, MappingProxyType({}))


def _forget(name: str) -> None:
    waiting = _waiting()
    if name in waiting:
        rest = {other: write for other, write in waiting.items() if other != name}
        state.remember(_WAITING, MappingProxyType(rest))
