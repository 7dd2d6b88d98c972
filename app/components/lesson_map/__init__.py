"""The map of a lesson: links to its sections, with what is done and where the reader is.

Beside the text it stands in the menu, which draws it with the same module; where the menu is closed it is a line under
the title that opens.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.components import browser_component
from app.components.data import MapData, StepState

__all__ = ["LessonMap", "Step", "StepState", "lesson_map", "map_data"]

_component = browser_component("lesson_map")


@dataclass(frozen=True)
class Step:
    """A section of a lesson: its name in the address, its title, how much is done, whether it is off the path."""

    name: str
    title: str
    state: StepState
    deeper: bool


@dataclass(frozen=True)
class LessonMap:
    """The steps of one lesson, and whether the visit reads with the book open."""

    slug: str
    steps: Sequence[Step]
    open_book: bool


def lesson_map(shown: LessonMap) -> None:
    """Show the map in the page; it hides itself where the menu shows it."""
    _component(key="lesson-map", data=map_data(shown))


def map_data(shown: LessonMap) -> MapData:
    """The map as the browser takes it."""
    return {
        "slug": shown.slug,
        "steps": [
            {"name": each.name, "title": each.title, "state": each.state, "deeper": each.deeper}
            for each in shown.steps
        ],
        "openBook": shown.open_book,
    }
