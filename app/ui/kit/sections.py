"""The sections of a page, each computed and sent when the learner comes near it.

What a page shows when it opens is its first section. The others keep their places (`app.components.in_view`) until
they are about to be seen. They also follow by themselves once the page has been quiet, as long as the server has
little to do. What the learner has come near stays: a rerun of the whole page sends it again, and nothing else.
"""

import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import partial, wraps
from typing import ParamSpec, overload

import streamlit as st

from app import state
from app.components.in_view import Why, in_view, notice

_Arguments = ParamSpec("_Arguments")
_Body = Callable[_Arguments, None]

EVERYTHING = "sections-everything"
"""A visit that remembers this gets every section at once: nothing comes into view where there is no browser."""

_WANTED = "sections-wanted"
_HEIGHT = 800  # pixels, about those of a section
# Seconds; a visit waits up to twice as long, each another time, for a class opens a page all at once.
_QUIET = 6
_BUSY, _LONGEST = 45, 360  # the first time and the last; in between twice as long each time
_HIGH = 0.3  # of a processor; what nobody waits for must not fill the rest
_BETWEEN = 0.25  # seconds between two parts that nobody waits for, whoever asks
_inside: ContextVar[bool] = ContextVar("inside a section", default=False)


@dataclass(frozen=True)
class _Wanted:
    """Which sections of the page that is open the learner has come near, and which were sent without.

    `refusals` counts how often one of those had to wait because the server was busy, as it was when `is_busy`.
    """

    page: str = ""
    near: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    refusals: int = 0
    is_busy: bool = False

    def has(self, name: str) -> bool:
        """Whether this section is sent, and not only a place for it."""
        return name in self.near or name in self.elsewhere


def open_page(page: str) -> None:
    """Tell which page runs as a whole, by its address. One that was not open before starts with its first section."""
    wanted = _wanted()
    state.remember(_WANTED, replace(wanted, elsewhere=frozenset()) if wanted.page == page else _Wanted(page))


@overload
def section(body: _Body[_Arguments]) -> _Body[_Arguments]: ...
@overload
def section(*, parallel: bool = ...) -> Callable[[_Body[_Arguments]], _Body[_Arguments]]: ...


def section(
    body: _Body[_Arguments] | None = None, *, parallel: bool = False
) -> _Body[_Arguments] | Callable[[_Body[_Arguments]], _Body[_Arguments]]:
    """Decorates a section of a page: a fragment that is sent when it is wanted. It is one of `st.fragment`.

    Inside another section it comes with that one. With `parallel` what is below need not wait for it.
    """
    if body is None:
        return partial(_section, parallel=parallel)
    return _section(body, parallel=parallel)


def _section(body: _Body[_Arguments], parallel: bool) -> _Body[_Arguments]:
    @wraps(body)
    def sent(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> None:
        name, wanted = _name(body, arguments), _wanted()
        if not wanted.has(name) and not state.recall(EVERYTHING):
            in_view(name, _HEIGHT, _patience(wanted), wanted.refusals, partial(_want, name))
            return
        outside = _inside.set(True)
        try:
            body(*arguments, **named)
        finally:
            _inside.reset(outside)
        if name in wanted.elsewhere:
            _notice(name)

    # A place that is only kept takes no time; a thread for it would.
    content, place = st.fragment(sent, parallel=parallel), st.fragment(sent)

    @wraps(body)
    def show(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> None:
        name = _name(body, arguments)
        if _inside.get() or not _wanted().near:
            _want(name, "near")
        (content if _wanted().has(name) else place)(*arguments, **named)

    return show


@st.fragment
def _notice(name: str) -> None:
    """Find out when the learner comes near what was sent without."""
    if name in _wanted().elsewhere:
        notice(name, partial(_want, name))


def _name(body: Callable[..., None], arguments: tuple[object, ...]) -> str:
    """What tells a section from the others of its page: its function, and what that is told in words."""
    return "-".join([body.__qualname__, *(each for each in arguments if isinstance(each, str))])


def _wanted() -> _Wanted:
    return state.recall(_WANTED) or _Wanted()


def _patience(wanted: _Wanted) -> int:
    """After how many quiet seconds the next section is asked for; a busy server is asked ever less often."""
    is_busy = wanted.is_busy or _load.is_high()
    seconds = min(_BUSY * 2 ** max(0, wanted.refusals - 1), _LONGEST) if is_busy else _QUIET
    return round(seconds * (1 + int(state.session_id(), 16) % 100 / 100))


def _want(name: str, why: Why) -> None:
    """Have the section sent from now on; one that is not about to be seen waits while the server is busy."""
    wanted = _wanted()
    if why == "near":
        wanted = replace(wanted, near=wanted.near | {name}, elsewhere=wanted.elsewhere - {name})
    elif _load.takes_one_more():
        wanted = replace(wanted, elsewhere=wanted.elsewhere | {name}, is_busy=False)
    else:
        wanted = replace(wanted, refusals=wanted.refusals + 1, is_busy=True)
    state.remember(_WANTED, wanted)


class _Load:
    """How much of a processor this process has used of late; both clocks count seconds."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, used: Callable[[], float] = time.process_time
    ) -> None:
        self._lock, self._clock, self._clock_of_use = threading.Lock(), clock, used
        self._begun, self._used, self._share = clock(), used(), 0.0
        self._latest = self._begun - _BETWEEN

    def is_high(self) -> bool:
        """Whether it was more than `_HIGH`, over the last second or more."""
        with self._lock:
            now = self._clock()
            if now - self._begun >= 1:
                used = self._clock_of_use()
                self._share = (used - self._used) / (now - self._begun)
                self._begun, self._used = now, used
            return self._share > _HIGH

    def takes_one_more(self) -> bool:
        """Whether it is not high, and the last yes is a while ago."""
        if self.is_high():
            return False
        with self._lock:
            now = self._clock()
            may = now - self._latest >= _BETWEEN
            if may:
                self._latest = now
            return may


_load = _Load()
