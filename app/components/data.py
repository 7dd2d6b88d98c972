"""What several components are sent. `data.d.ts` says the same to JavaScript, and a test compares them."""

from collections.abc import Sequence
from typing import Literal, TypedDict

from lessons.palette import ClassStyle


class ClassData(TypedDict):
    """How one class is drawn and what it is called; its id is its place in the list."""

    name: str
    letter: str
    pattern: str
    colour: str
    ink: str


def class_data(styles: Sequence[ClassStyle]) -> list[ClassData]:
    """The styles as they travel."""
    return [
        {"name": s.name, "letter": s.letter, "pattern": s.pattern, "colour": s.colour, "ink": s.ink}
        for s in styles
    ]


StepState = Literal["done", "begun", "open", "none"]


class StepData(TypedDict):
    """A section: its name in the address, its title, how much of it is done, and whether it is off the path."""

    name: str
    title: str
    state: StepState
    deeper: bool


class MapData(TypedDict):
    """The steps of the lesson that is open, its slug, and whether the visit reads with the book open."""

    slug: str
    steps: Sequence[StepData]
    openBook: bool
