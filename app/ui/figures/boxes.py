"""Pictures with boxes and outlines on them, as HTML: each an SVG over its own pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.ui.figures.images import figure_html, png_address, row_of_figures, svg_address

Look = Literal["stays", "removed", "chosen", "rival"]

_STYLE = (
    "<style>*{vector-effect:non-scaling-stroke;fill:none}.u{stroke:#000;stroke-opacity:.6;stroke-width:3.5px}"
    ".stays{stroke:#fff;stroke-width:1.75px}.removed{stroke:#fff;stroke-width:1.25px;stroke-dasharray:4 4}"
    ".chosen{stroke:#ffb000;stroke-width:3px}.rival{stroke:#56b4e9;stroke-width:3px;stroke-dasharray:9 3}"
    "text{fill:#fff;stroke:#000;stroke-width:2.5px;paint-order:stroke;font:700 4.5px sans-serif}</style>"
)
_WIDE = 3.2  # pixels of the picture, about the width of a letter of a text


@dataclass(frozen=True)
class DrawnBox:
    """A box (left, top, right, bottom) in pixels, how it looks, and a short text at its top left corner."""

    box: tuple[float, float, float, float]
    look: Look = "stays"
    text: str = ""


@dataclass(frozen=True, eq=False)
class Figure:
    """Pixels uint8 (height, width, 3) with `boxes` and an `outline` on them, which is the path of an SVG.

    `about` is what there is to see, for those who hear it; `width` at most, in CSS pixels.
    """

    title: str
    pixels: NDArray[np.uint8]
    about: str
    boxes: Sequence[DrawnBox] = ()
    outline: str = ""
    width: int = 420


def figures_html(figures: Sequence[Figure], caption: str = "", beside: str = "") -> str:
    """These figures side by side, and other HTML `beside` them; on a phone they wrap."""
    more = [f"<figure>{beside}</figure>"] if beside else []
    return row_of_figures([*map(_figure, figures), *more], caption)


def _figure(figure: Figure) -> str:
    frame = f"max-width: {figure.width}px; flex-basis: {figure.width // 2}px"
    return figure_html(figure.title, svg_address(_svg(figure)), figure.about, frame=frame)


def _svg(figure: Figure) -> str:
    height, width = figure.pixels.shape[:2]
    address = _png(np.ascontiguousarray(figure.pixels).tobytes(), height, width)
    lines = "".join(
        f'<path class="{look}" d="{figure.outline}"/>' for look in ("u", "stays") if figure.outline
    )
    boxes = "".join(_box(each, width) for each in figure.boxes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{_STYLE}<image width="{width}" '
        f'height="{height}" style="image-rendering:pixelated" href="{address}"/>{lines}{boxes}</svg>'
    )


def _box(drawn: DrawnBox, width: int) -> str:
    left, top, right, bottom = drawn.box
    d = f"M{left:.2f} {top:.2f}H{right:.2f}V{bottom:.2f}H{left:.2f}z"
    text = ""
    if drawn.text:
        # One that would stick out of the picture ends at its edge.
        fits = left + 1 + _WIDE * len(drawn.text) < width
        place = f'x="{left + 1:.2f}"' if fits else f'x="{width - 0.5}" text-anchor="end"'
        text = f'<text {place} y="{max(top, 0) + 4.8:.2f}">{escape(drawn.text)}</text>'
    return f'<path class="u" d="{d}"/><path class="{drawn.look}" d="{d}"/>{text}'


@lru_cache(maxsize=32)
def _png(pixels: bytes, height: int, width: int) -> str:
    """The address of these pixels as a picture; the same ones are drawn on for every step of a slider."""
    return png_address(np.frombuffer(pixels, np.uint8).reshape(height, width, 3))
