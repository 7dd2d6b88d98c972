"""Where the learner was: after a reload, or the browser's Back, the page stands there again. Nothing to see.

The browser remembers, for each page of this tab, how far it was scrolled and which lines were open. A visit that has
just begun is told of the lines, once; the browser scrolls by itself as the page arrives.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from app import state
from app.components import browser_component
from app.components.messages import fits, refuse, sent
from app.components.place.data import PlaceData, PlaceMessage

MOST_LINES = 60
"""So many lines of one page are taken over."""

_KEY = re.compile(r"[a-z0-9_-]{1,80}")
_TAKEN, _WIDGET = "place-taken", "place"

_component = browser_component("place")


def place(page: str, part: str, on_lines: Callable[[Mapping[str, bool]], None]) -> None:
    """Remember the place on this page, and come back to it; a link to it leads to its top, or to the part it names.

    A part is `section-NAME` or `exercise-ID`; on the page, links to a part of it lead there without a rerun.

    `on_lines` is called, before the script runs and at most once a visit, with the lines that an earlier visit left
    open or closed, by key.
    """
    data: PlaceData = {"visit": state.session_id(), "page": page, "part": part}
    _component(key=_WIDGET, data=data, on_left_change=lambda: _take(on_lines))


def lines_of(message: Any) -> dict[str, bool] | None:
    """The lines that a message names; None, and a line in the log, if it is none of ours."""
    if not fits(message, PlaceMessage) or len(message["lines"]) > MOST_LINES:
        return refuse("place")
    if not all(_KEY.fullmatch(line["key"]) for line in message["lines"]):
        return refuse("place")
    return {line["key"]: line["open"] for line in message["lines"]}


def _take(on_lines: Callable[[Mapping[str, bool]], None]) -> None:
    message = sent(_WIDGET, "left")
    if message is None:
        return
    lines = lines_of(message)
    if lines is not None and message["visit"] == state.session_id() and not state.recall(_TAKEN):
        state.remember(_TAKEN, True)
        on_lines(lines)
