"""What several components are sent. `data.d.ts` says the same to JavaScript, and a test compares them."""

from collections.abc import Sequence
from typing import TypedDict

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
