"""The grid of a class: every student at every exercise, drawn and kept up to date without a rerun.

The browser fetches the grid, and again when it is told of a change. Python hears only which cell was opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.components import browser_component
from app.components.class_grid.data import ClassGridData, ColumnData, OpenedMessage
from app.components.messages import fits, refuse, sent

__all__ = ["ColumnData", "OpenedCell", "class_grid"]

_component = browser_component("class_grid")


@dataclass(frozen=True)
class OpenedCell:
    """A student's cell that was opened; `named` says whether names are shown just now."""

    member: UUID
    exercise: str
    named: bool


def class_grid(key: str, classroom: UUID, exercises: Sequence[ColumnData]) -> OpenedCell | None:
    """Show the grid of a class; the cell that was opened last, or None.

    Args:
        key: the component's name.
        classroom: the class; the browser that shows it must be one of its instructors'.
        exercises: what all exercises that may be in it are called.
    """
    data: ClassGridData = {"classroom": str(classroom), "exercises": list(exercises)}
    widget = f"class_grid:{key}:{classroom}"
    _component(key=widget, data=data, on_opened_change=lambda: None)
    return opened_in(sent(widget, "opened"), {each["id"] for each in exercises})


def opened_in(message: object, exercises: set[str]) -> OpenedCell | None:
    """The cell that a message names; None for what no grid sends."""
    if message is None:
        return None
    if not fits(message, OpenedMessage) or message["exercise"] not in exercises:
        refuse("class_grid")
        return None
    try:
        member = UUID(message["member"])
    except ValueError:
        refuse("class_grid")
        return None
    return OpenedCell(member, message["exercise"], message["named"])
