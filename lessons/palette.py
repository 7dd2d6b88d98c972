"""One palette for the whole course: a colour, a letter and a pattern for every class.

The colours are Okabe and Ito's (2008, "Color Universal Design"), chosen to stay apart for every
common kind of colour vision. Nobody should need colour at all, so each class also has a letter and
a hatch pattern, and no two classes that share a picture share any of the three. (Dogs, nuclei and spots never meet.)
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ClassStyle:
    """How one class is drawn. `ink` is black or white, whichever reads better on `colour`."""

    name: str
    colour: str
    letter: str
    pattern: str
    ink: str = "#000000"


_STYLES = (
    ClassStyle("background", "#D5D5D5", "B", "plain"),
    ClassStyle("road", "#0072B2", "R", "horizontal", "#FFFFFF"),
    ClassStyle("car", "#E69F00", "C", "diagonal"),
    ClassStyle("person", "#D55E00", "P", "dots", "#000000"),
    ClassStyle("dog", "#CC79A7", "D", "checks"),
    ClassStyle("tree", "#009E73", "T", "vertical", "#000000"),
    ClassStyle("sky", "#56B4E9", "S", "rings"),
    ClassStyle("sidewalk", "#F0E442", "W", "grid"),
    ClassStyle("building", "#B07AA1", "U", "cross"),
    ClassStyle("sign", "#000000", "G", "back-diagonal", "#FFFFFF"),
    ClassStyle("nucleus", "#CC79A7", "N", "checks"),
    ClassStyle("spot", "#CC79A7", "O", "checks"),
)

PALETTE: dict[str, ClassStyle] = {style.name: style for style in _STYLES}

IGNORE = ClassStyle("ignored", "#FFFFFF", "–", "back-diagonal")
"""How a pixel with `ignore_index` (255) is drawn."""


def styles_for(class_names: Sequence[str]) -> tuple[ClassStyle, ...]:
    """The styles of these classes, in order; class id `i` is drawn as the `i`-th.

    Raises:
        KeyError: a name the palette does not have; add it to `_STYLES`.
    """
    return tuple(PALETTE[name] for name in class_names)
