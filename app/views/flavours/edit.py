"""A small scene whose object numbers are painted, merged, split and dropped, and what every score makes of it."""

from functools import lru_cache
from html import escape

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import state
from app.components.mask_painter import mask_painter, push
from app.components.picture_probe import Said, picture_probe
from app.ui.figures.images import caption_html, image_html, svg_address
from app.ui.figures.numbers import score
from app.ui.figures.outlines import TINTS, instance_picture, panoptic_picture, semantic_picture, shade
from app.ui.figures.street_pictures import coloured
from app.ui.kit.disclosure import disclosed
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.rerun import rerun_fragment
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from lessons.flavours.answers import all_answers, name_of, true_flavours
from lessons.flavours.edits import drop, merge, paint, split
from lessons.flavours.effects import explain
from lessons.flavours.encoding import PER_CLASS, decode, encode, instances_of
from lessons.flavours.kinds import THING_IDS
from lessons.flavours.measures import Measures, measure
from lessons.palette import ClassStyle
from lessons.scenes import street_scene

_PAINTER, _REFUSAL = "flavours-numbers", "flavours-edit-refusal"
_SEED, _SIZE, _TOP, _LEFT, _HEIGHT, _WIDTH = 68, 64, 31, 22, 15, 24
"""Three cars in a row, each half behind the next."""
_NUMBERS = 9
_PATTERNS = (
    "diagonal",
    "dots",
    "vertical",
    "grid",
    "horizontal",
    "cross",
    "rings",
    "checks",
    "back-diagonal",
)
_STYLES = (
    ClassStyle("no object", "#D5D5D5", "·", "plain"),
    *(
        ClassStyle(f"number {number}", tint, str(number), pattern, "#FFFFFF" if number == 5 else "#000000")
        for number, (tint, pattern) in enumerate(zip(TINTS, _PATTERNS, strict=True), 1)
    ),
)


@section
def edit_the_objects(words: LessonText) -> None:
    """The numbers to edit, the three answers that follow, and the sentences that say which score moved and why."""
    if not predict("flavours-edit"):
        return
    words.show("edit-touch")
    pixels, truth = _scene()
    start = decode(truth)[1]
    painted, edited = st.columns([3, 2])
    with painted:
        painting = mask_painter(
            _PAINTER,
            prediction=start.tolist(),
            truth=start.tolist(),
            show="overlay",
            classes=_STYLES,
            readouts=(),
            label="The number of each pixel's object",
        )
    panoptic = paint(truth, painting.prediction)
    numbers = decode(panoptic)[1]
    if (numbers != np.array(painting.prediction)).any():
        push(_PAINTER, prediction=numbers.tolist())  # stuff has no objects, so no number stays on it
        rerun_fragment()
    with edited:
        _buttons(panoptic)
        _scores(words, truth, panoptic)
    flavours = true_flavours(*decode(panoptic))
    pixel_answers, which = all_answers(flavours)
    picture_probe(
        "flavours-edited",
        [
            semantic_picture("Semantic mask", flavours.semantic),
            instance_picture("Instances", pixels, flavours.instances),
            panoptic_picture("Panoptic", panoptic),
        ],
        start=(_HEIGHT // 2, _WIDTH // 2),
        said=Said([(each.semantic, each.instance, each.panoptic) for each in pixel_answers], which),
        label="Pixel of the small scene",
    )
    words.show("edit-name")
    if disclosed("flavours-ids", "The panoptic id of each pixel", icon=":material/grid_on:"):
        st.html(_ids_html(panoptic))
    show_code(merge, split, drop, paint)


def _scores(words: LessonText, truth: NDArray[np.int32], panoptic: NDArray[np.int32]) -> None:
    """Every score of the edited map, and which of them moved by how much and why."""
    before, after = _measures(truth.tobytes()), _measures(panoptic.tobytes())
    words.show_filled(
        "edit-live",
        objects=len(after.objects),
        miou=score(after.miou),
        ap50=score(after.average_precision(0.5)),
        ap75=score(after.average_precision(0.75)),
        pq=score(after.quality.mean()),
    )
    sentences = "".join(f"<li>{escape(change.sentence)}</li>" for change in explain(before, after))
    if sentences:
        st.html(f"<ul>{sentences}</ul>")
    else:
        words.show("edit-none")


def _buttons(panoptic: NDArray[np.int32]) -> None:
    """Merge, split, drop, and back to the truth."""
    objects = [each.label * PER_CLASS + each.number for each in instances_of(panoptic)]
    largest = int(np.argmax([(panoptic == each).sum() for each in objects])) if objects else None
    left, right = st.columns(2)
    first = left.selectbox("Object", objects, index=largest, format_func=name_of, key="flavours-first")
    others = [each for each in objects if first and each != first and each // PER_CLASS == first // PER_CLASS]
    second = right.selectbox("Merge it with", others, format_func=name_of, key=f"flavours-second-{first}")
    line = st.segmented_control(
        "Split it along a line", ("down", "across"), default="down", required=True, key="flavours-line"
    )
    edits = {
        "Merge": (first and second, (panoptic, "merge", first, second)),
        "Split": (first, (panoptic, "split", first, line)),
        "Drop": (first, (panoptic, "drop", first, None)),
        "Back to the truth": (True, (_scene()[1], "reset", None, None)),
    }
    with st.container(horizontal=True):
        for label, (possible, arguments) in edits.items():
            st.button(label, key=f"flavours-{label}", disabled=not possible, on_click=_edit, args=arguments)
    refusal = state.recall(_REFUSAL)
    if refusal:
        st.warning(refusal)
        state.forget(_REFUSAL)


def _edit(panoptic: NDArray[np.int32], action: str, first: int | None, detail: int | str | None) -> None:
    """Do what a button says and hand the painter the new numbers; keep the sentence where it cannot be done."""
    try:
        if action == "merge" and first and isinstance(detail, int):
            panoptic = merge(panoptic, first, detail)
        elif action == "split" and first:
            middle = tuple(np.argwhere(panoptic == first).mean(axis=0).tolist())
            beyond = (middle[0] + 1, middle[1]) if detail == "down" else (middle[0], middle[1] + 1)
            panoptic = split(panoptic, first, middle, beyond)
        elif action == "drop" and first:
            panoptic = drop(panoptic, first)
    except ValueError as error:
        state.remember(_REFUSAL, str(error))
        return
    numbers = decode(panoptic)[1]
    if numbers.max() > _NUMBERS:
        state.remember(
            _REFUSAL, f"The painter has {_NUMBERS} numbers and all are taken; merge or drop an object first."
        )
        return
    push(_PAINTER, prediction=numbers.tolist())


@lru_cache(maxsize=1)
def _scene() -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """The pixels (height, width, 3) and the true panoptic map of the small scene, its objects numbered from 1."""
    scene = street_scene(_SEED, _SIZE)
    window = (slice(_TOP, _TOP + _HEIGHT), slice(_LEFT, _LEFT + _WIDTH))
    ids = np.unique(scene.instance_ids[window], return_inverse=True)[1].reshape(_HEIGHT, _WIDTH)
    return scene.image[window], encode(scene.mask[window], ids)


@lru_cache(maxsize=64)
def _measures(panoptic: bytes) -> Measures:
    """Every measure of a map of the small scene's size, int32 as bytes, against its truth."""
    return measure(np.frombuffer(panoptic, np.int32).reshape(_HEIGHT, _WIDTH), _scene()[1])


def _ids_html(panoptic: NDArray[np.int32]) -> str:
    """The id of every pixel, class · 1000 + number, tinted by class and object."""
    wide, high = 40, 24
    cells = []
    for segment in np.unique(panoptic).tolist():
        label, number = divmod(segment, PER_CLASS)
        tint = shade(label, number) if number else coloured(np.array([[label]]))[0, 0]
        light = 0.5 * np.asarray(tint, np.float64) + 127
        colour = "#" + bytes(light.astype(np.uint8).tolist()).hex()
        for row, column in np.argwhere(panoptic == segment).tolist():
            x, y = column * wide, row * high
            weight = 700 if label in THING_IDS else 400
            cells.append(
                f'<path d="M{x} {y}h{wide}v{high}h-{wide}z" fill="{colour}"/><text x="{x + wide / 2}" y="{y + 17}" '
                f'font-weight="{weight}">{segment}</text>'
            )
    size = f"{_WIDTH * wide} {_HEIGHT * high}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"><style>text{{font-size:14px;'
        f"font-family:sans-serif;text-anchor:middle}}</style>{''.join(cells)}</svg>"
    )
    rows = "; ".join(f"row {at}: {' '.join(map(str, row))}" for at, row in enumerate(panoptic.tolist(), 1))
    return (
        f"{caption_html('The panoptic id of each pixel: class · 1000 + number')}"
        '<div class="pw-scroll" tabindex="0" role="region" aria-label="Panoptic ids">'
        f"{image_html(svg_address(svg), rows, 'width: 100%; min-width: 720px')}</div>"
    )
