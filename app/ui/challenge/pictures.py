"""The pictures of a challenge and masks of them, in colours for any classes."""

from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from lessons.palette import PALETTE

_OTHERS = [PALETTE[name].colour for name in PALETTE if name not in {"background", "nucleus", "spot"}]


def class_colours(class_names: Sequence[str]) -> list[str]:
    """A colour for each class: the palette's where it knows the name, else the next one of its own."""
    taken = {PALETTE[name].colour for name in class_names if name in PALETTE}
    free = [colour for colour in _OTHERS if colour not in taken] or _OTHERS
    colours = []
    for name in class_names:
        colours.append(PALETTE[name].colour if name in PALETTE else free[0])
        if name not in PALETTE:
            free = [*free[1:], free[0]]
    return colours


def mask_pixels(mask: NDArray[np.uint8], class_names: Sequence[str]) -> NDArray[np.uint8]:
    """A mask (height, width) of these classes as colours, uint8 (height, width, 3)."""
    return np.array([list(bytes.fromhex(colour[1:])) for colour in class_colours(class_names)], np.uint8)[
        mask
    ]


def legend_html(class_names: Sequence[str]) -> str:
    """Which colour is which class, with the id that a mask holds for it."""
    items = "".join(
        f'<li><span style="background: {colour}"></span>{label} {escape(name)}</li>'
        for label, (name, colour) in enumerate(zip(class_names, class_colours(class_names), strict=True))
    )
    return f'<ul class="pw-legend">{items}</ul>'
