"""Who is here. The answer comes from the cookie, on every rerun, and from nothing else."""

import hashlib
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from uuid import UUID

import streamlit as st

from app import state, wiring
from app.classroom import Progress, Records, RecordsError
from app.classroom.hosting import Membership, NotAllowedError, Standings, Teacher
from app.http.identity import COOKIE
from lessons import Lesson

log = logging.getLogger("pixelwise")

_OF_THIS_RUN = "visitor-of-this-run"
_OUT_OF_REACH = "visitor-out-of-reach"
_LOOKS_AT = "looks-as-student"
_SIGNED_NOTED = "signed-cookie-noted"


@dataclass(frozen=True)
class Visitor:
    """The person at this browser.

    `token` is None where the browser refuses cookies: such a visitor can do everything, but nothing
    is kept. `learner` is None until something of theirs has been saved. `place` is where in the
    course they were last, as `app.ui.shell.place` reads it; `classes` are those they are in, and
    `standings` is where they stand with what these assign. While the records are out of reach nobody knows
    these, and a visitor is treated as one of whom nothing was saved; who came first in that time has no
    token either, as the records may hold the key that signs it. An instructor who looks as a student of
    their class has that class in `looks_at`: they are somebody new in it, of whom nothing is kept.
    """

    token: str | None
    learner: UUID | None = None
    progress: Progress = field(default_factory=lambda: Progress({}))
    place: str | None = None
    classes: tuple[Membership, ...] = ()
    out_of_reach: bool = False
    in_a_class: bool = False
    standings: Standings = field(default_factory=dict)
    looks_at: Teacher | None = None

    @property
    def name(self) -> str:
        """What tells this visitor from others towards the grader; never shown."""
        return _hashed(self.token) if self.token else f"session {state.session_id()}"

    def passed(self, exercises: Iterable[str]) -> int:
        """How many of these exercises this visitor has passed."""
        return sum(self.progress.of(exercise).passed for exercise in exercises)

    def has_completed(self, lesson: Lesson) -> bool:
        """Whether a lesson's path has exercises and every one of them is passed."""
        return bool(lesson.path) and self.passed(lesson.path) == len(lesson.path)


@contextmanager
def arriving() -> Iterator[Visitor]:
    """The visitor for the length of one run of a whole page, looked up once for all of its parts.

    Forgets the session's memory first if its owner has changed.
    """
    state.belongs_to(_owner())
    visitor = _look_up()
    if visitor.token is None and not visitor.out_of_reach and not visitor.looks_at:
        st.warning(
            "This browser refuses cookies, so nothing you do here can be kept. Allow cookies for this "
            "address and reload the page to save your progress."
        )
    state.remember(_OF_THIS_RUN, visitor)
    try:
        yield visitor
    finally:
        state.forget(_OF_THIS_RUN)


def look_as_student(teacher: Teacher) -> None:
    """Have this session see the pages as somebody new in this class would; nothing in it is kept."""
    state.forget_everything()
    state.remember(_LOOKS_AT, teacher)


def looking_at() -> Teacher | None:
    """The class that this session looks at as a student of it, or None."""
    return state.recall(_LOOKS_AT)


def stop_looking() -> None:
    """Be oneself again; what was done while looking is forgotten."""
    if looking_at():
        state.forget_everything()


def is_arriving() -> bool:
    """Whether this run is one of a whole page, and not a fragment's own."""
    return state.recall(_OF_THIS_RUN) is not None


def current() -> Visitor:
    """The visitor of this run. A fragment runs without the page around it, and takes what was looked up lately.

    If the session was another's, its memory is forgotten and the whole page runs instead.
    """
    visitor = state.recall(_OF_THIS_RUN)
    if visitor is None:
        if state.belongs_to(_owner()):
            st.rerun()
        visitor = _look_up(lately=True)
    return visitor


def _owner() -> str:
    """What tells the owner of a session from others, whether or not the records can be reached."""
    return _hashed(state.cookie(COOKIE) or "no cookie")


def was_out_of_reach() -> bool:
    """Whether this visitor's records were out of reach when they were last looked for."""
    return bool(state.recall(_OUT_OF_REACH))


def _look_up(*, lately: bool = False) -> Visitor:
    visitor = _find(lately)
    if visitor.out_of_reach != was_out_of_reach():
        state.remember(_OUT_OF_REACH, visitor.out_of_reach)
    return visitor


def _find(lately: bool) -> Visitor:
    cookie, token = state.cookie(COOKIE), None
    try:
        if looks := looking_at():
            return Visitor(
                None,
                in_a_class=True,
                standings=wiring.hosting().assignments.first_standings(looks),
                looks_at=looks,
            )
        token = wiring.signer().token_in(cookie)
        if token is None:
            return Visitor(None)
        records = wiring.records()
        arrived = records.arrived(token, lately=lately)
        if arrived is None:
            return Visitor(token)
        if not arrived.signed:
            _note_signed(records, token)
        return Visitor(
            token,
            arrived.learner,
            arrived.progress,
            arrived.place,
            classes=arrived.classes,
            in_a_class=arrived.in_a_class,
            standings=arrived.standings,
        )
    except NotAllowedError:  # whoever looked as a student may not look into that class any more
        stop_looking()
        return _find(lately)
    except RecordsError as error:
        log.info("a visitor's records are out of reach: %s", error)
        return Visitor(token, out_of_reach=True)


def _note_signed(records: Records, token: str) -> None:
    """Note, once a session, that this browser has a signed cookie; if that fails, the next session does it."""
    if not state.recall(_SIGNED_NOTED):
        state.remember(_SIGNED_NOTED, True)
        with suppress(RecordsError):
            records.note_signed(token)


def ensure(visitor: Visitor) -> UUID | None:
    """The learner to save for, created if this is their first save. None where cookies are refused."""
    if visitor.token is None:
        return None
    return visitor.learner or wiring.records().ensure_learner(visitor.token)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
