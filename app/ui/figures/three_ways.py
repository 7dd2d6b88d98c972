"""One street three ways, from a live network, and beside it a drawn scan whose outline matters more than a car's.

The page with it opens the course, so nothing here loads a network before the page is out: the browser asks for what
the network says by itself (`app/ahead.py`), and that is computed then, once for all.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import wiring
from app.ahead import ahead
from app.components.three_ways import answer_of, three_ways
from app.components.three_ways.data import AnswerData, PanelData
from app.ui.figures.images import png_address
from app.ui.figures.numbers import percent
from app.ui.figures.outlines import marks, outline, tint
from app.ui.figures.street_pictures import coloured
from app.ui.kit.lesson_text import LessonText
from lessons.argmax.three_ways import NETWORK, share_of_others
from lessons.argmax.three_ways import three_ways as described
from lessons.flavours.components import Box, box_of, connected_components
from lessons.scenes import CLASS_NAMES, Scene, street_scene
from lessons.scenes.scan import SCAN_CLASS_NAMES, drawn_scan

_STREET, _SCAN = 9, 6
"""Seeds: a street in which nothing that counts touches its like, and a tumour with lobes."""


def street_three_ways() -> None:
    """The figure, with the line that says what in it is live and what is drawn."""
    words, street, scan = LessonText("argmax"), _street(), drawn_scan_answered()
    panels = [_panel("A street", street.image), scan]
    three_ways("street", panels, ahead.offer("three ways", street, _fetched), label=words.line("ways-label"))
    st.caption(words["ways-about"])


def _panel(title: str, pixels: NDArray[np.uint8], answer: AnswerData | None = None) -> PanelData:
    height, width = pixels.shape[:2]
    return {
        "title": title,
        "picture": png_address(pixels),
        "height": height,
        "width": width,
        "answer": answer,
    }


@lru_cache(maxsize=1)
def _street() -> Scene:
    return street_scene(_STREET)


def _fetched(_: Scene, __: Mapping[str, str]) -> bytes:
    """What the browser fetches, whoever it is."""
    return answer_of([street_answered()])


@lru_cache(maxsize=1)
def street_answered() -> AnswerData:
    """The three answers for the street, computed when somebody first asks. Errors as `Networks.run`."""
    street = _street()
    logits = wiring.networks().logits(NETWORK, street.image)[0].numpy()
    ways = described(logits)
    words, pixels = LessonText("argmax"), f"{ways.mask.size:,}"
    car = CLASS_NAMES.index("car")
    nearest = max((box for label, box in ways.boxes if label == car), key=lambda box: box[3])
    return _answer(
        ways.mask,
        coloured(ways.mask),
        CLASS_NAMES,
        label=CLASS_NAMES[ways.label],
        boxes=ways.boxes,
        captions=(
            words.line("ways-street-label", pixels=pixels),
            words.line(
                "ways-street-boxes",
                count=len(ways.boxes),
                share=percent(share_of_others(ways.mask, car, nearest)),
            ),
            words.line(
                "ways-street-mask", pixels=pixels, right=percent(float((ways.mask == street.mask).mean()))
            ),
        ),
    )


@lru_cache(maxsize=1)
def drawn_scan_answered() -> PanelData:
    """The drawn scan with its three answers, which are what the program drew."""
    scan = drawn_scan(_SCAN)
    words, box, inside = LessonText("argmax"), box_of(scan.mask), scan.mask == 1
    overlay = np.zeros((*scan.mask.shape, 4), np.uint8)  # clear but for the tumour
    overlay[inside] = (*tint(7), 180)
    answer = _answer(
        scan.mask,
        overlay,
        ("", SCAN_CLASS_NAMES[1]),
        label=SCAN_CLASS_NAMES[1],
        boxes=((1, box),),
        captions=(
            words.line("ways-scan-label"),
            words.line("ways-scan-boxes", share=percent(share_of_others(scan.mask, 1, box))),
            words.line("ways-scan-mask", count=int(inside.sum())),
        ),
    )
    return _panel("A scan of a head, drawn", scan.image, answer)


def _answer(
    mask: NDArray[np.uint8],
    colours: NDArray[np.uint8],
    class_names: Sequence[str],
    *,
    label: str,
    boxes: Sequence[tuple[int, Box]],
    captions: tuple[str, str, str],
) -> AnswerData:
    """The answers for one picture; each class with a name has it on its largest piece."""
    pieces = [
        (_largest(mask == label), name)
        for label, name in enumerate(class_names)
        if name and (mask == label).any()
    ]
    return {
        "label": label,
        "boxes": [{"sides": box, "name": class_names[label]} for label, box in boxes],
        "mask": png_address(colours),
        "outline": outline(mask),
        "names": [{"row": each.row, "column": each.column, "name": each.text} for each in marks(pieces)],
        "captions": captions,
    }


def _largest(region: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The largest connected piece of a region."""
    pieces = connected_components(region, 8)
    return pieces == np.bincount(pieces[region]).argmax()
