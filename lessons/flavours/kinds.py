"""Stuff and things: what can be counted, and what cannot.

Which class is which is a choice of those who label the pictures. A building could be counted; here,
as in most street pictures with labels, nobody has.
"""

from collections.abc import Sequence

from lessons.models import THINGS
from lessons.scenes.drawing import CLASS_NAMES

STUFF = tuple(name for name in CLASS_NAMES if name not in THINGS)
"""Classes that are only present or absent: sky, building, road, sidewalk. `THINGS` are the others."""


def thing_ids(class_names: Sequence[str]) -> frozenset[int]:
    """The class ids, by their place in `class_names`, that are things. Unknown names are stuff."""
    return frozenset(label for label, name in enumerate(class_names) if name in THINGS)


THING_IDS = thing_ids(CLASS_NAMES)
