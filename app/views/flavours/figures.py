"""The three answers of the flavours page, pixel by pixel, and the objects guessed from a mask alone."""

from dataclasses import replace
from functools import lru_cache
from typing import Literal

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import wiring
from app.components.picture_probe import Picture, Said, picture_probe
from app.ui.figures.numbers import percent
from app.ui.figures.outlines import instance_picture, panoptic_picture, semantic_picture
from app.ui.figures.street_pictures import ChosenPicture, legend_html, on_the_road
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.flavours import networks
from lessons.flavours.answers import Answers, Flavours, all_answers, true_flavours
from lessons.flavours.components import connected_components, number_pieces
from lessons.flavours.encoding import VOID, encode, instances_of, segment_ids
from lessons.flavours.instances import Instance, match
from lessons.flavours.merging import DEFAULT_RULES, merge_panoptic

NO_TRUTH = (
    "Nobody has outlined what is in this picture, so there is nothing to compare with. Choose a street above."
)

_TRUTH, _MODELS = "The truth", "The models"
_SourceAnswers = tuple[Flavours, tuple[Answers, ...], NDArray[np.uint16]]


@section
@guard.answered
def three_answers(words: LessonText, picture: ChosenPicture) -> None:
    """What semantic, instance and panoptic say of the pixel under the pointer: by the truth, and by the models."""
    if not predict("flavours-scene"):
        return
    words.show("scene-touch")
    absent = networks.missing()
    for name in absent:
        st.info(guard.how_to_train(name))
    answers = {} if absent else {_MODELS: _live_answers(picture)}
    if picture.truth is not None:
        answers = {_TRUTH: _true_answers(picture)} | answers
    if not answers:
        return
    names = tuple(answers)
    source = st.segmented_control(
        "Show",
        names,
        default=names[0],
        required=True,
        key=f"flavours-source-{len(names)}-{names[0]}",
        persist_state="session",
    )
    source = source or names[0]
    flavours, pixel_answers, which = answers[source]
    height, width = which.shape
    at = picture_probe(
        "flavours-scene",
        [
            Picture("Picture", picture.pixels),
            *answer_pictures(flavours, picture),
        ],
        start=on_the_road(height, width),
        said=_pixel_texts(answers),
        label="Pixel to ask",
    )
    here = pixel_answers[which[at.row, at.column]]
    segments = segment_ids(flavours.panoptic)
    st.html(legend_html())
    parts = ["scene-live", "scene-counts-live", *(["scene-void"] if VOID in segments else []), "scene-name"]
    words.show_filled(
        *parts,
        source=source.lower(),
        row=at.row + 1,
        column=at.column + 1,
        semantic=here.semantic,
        instance=here.instance,
        panoptic=here.panoptic,
        classes=len(np.unique(flavours.semantic)),
        objects=len(flavours.instances),
        share=percent(covered(flavours, height * width)),
        segments=len(np.unique(segments[segments != VOID])),
        covered=percent(float((segments != VOID).mean())),
    )
    show_code(encode, merge_panoptic)


@section
def pieces(words: LessonText, picture: ChosenPicture) -> None:
    """The objects of a mask, guessed as its connected pieces, beside the true ones."""
    words.show("pieces", "pieces-touch")
    if picture.truth is None or picture.instance_ids is None:
        st.info(NO_TRUTH)
        return
    choice = st.segmented_control(
        "Neighbours", (4, 8), default=4, required=True, key="flavours-neighbours", persist_state="session"
    )
    neighbours: Literal[4, 8] = 8 if choice == 8 else 4
    truths = _true_answers(picture)[0].instances
    guesses = _pieces_of(picture, neighbours)
    semantic, objects, _ = answer_pictures(_true_answers(picture)[0], picture)
    height, width = picture.truth.shape
    picture_probe(
        "flavours-pieces",
        [
            replace(semantic, title="The mask"),
            instance_picture("Its pieces", picture.pixels, guesses),
            replace(objects, title="The true objects"),
        ],
        start=on_the_road(height, width),
        label="Pixel to compare",
        tells=False,
    )
    words.show_filled(
        "pieces-live",
        "pieces-name",
        objects=len(truths),
        pieces=len(guesses),
        found=len(match(guesses, truths).pairs),
    )
    show_code(connected_components, number_pieces)


@lru_cache(maxsize=32)
def answer_pictures(flavours: Flavours, picture: ChosenPicture) -> tuple[Picture, Picture, Picture]:
    """The pictures of the three answers."""
    return (
        semantic_picture("Semantic", flavours.semantic),
        instance_picture("Instance", picture.pixels, flavours.instances),
        panoptic_picture("Panoptic", flavours.panoptic),
    )


@lru_cache(maxsize=32)
def _pieces_of(picture: ChosenPicture, neighbours: Literal[4, 8]) -> tuple[Instance, ...]:
    """The connected pieces of the things in the true mask."""
    assert picture.truth is not None
    return instances_of(encode(picture.truth, number_pieces(picture.truth, neighbours=neighbours)))


@lru_cache(maxsize=16)
def _true_answers(picture: ChosenPicture) -> _SourceAnswers:
    """The three answers of the truth, and what they say of every pixel."""
    assert picture.truth is not None and picture.instance_ids is not None
    flavours = true_flavours(picture.truth, picture.instance_ids)
    return flavours, *all_answers(flavours)


def truth_of(picture: ChosenPicture) -> Flavours | None:
    """The three answers of the truth, None where nobody knows it."""
    return None if picture.truth is None else _true_answers(picture)[0]


def _live_answers(picture: ChosenPicture) -> _SourceAnswers:
    """The three answers of the models, and what they say of every pixel. The runner keeps both."""
    flavours, _ = networks.merged(picture, DEFAULT_RULES)
    key = ("what the models say", picture.digest)
    return flavours, *wiring.networks().runner.run(key, lambda: all_answers(flavours))


def _pixel_texts(answers: dict[str, _SourceAnswers]) -> Said:
    """The text under each picture of the probe for every pixel: one line for each source."""
    which = np.zeros(next(iter(answers.values()))[2].shape, np.int64)
    for _, pixel_answers, each in answers.values():
        which = which * len(pixel_answers) + each
    used, places = np.unique(which, return_inverse=True)
    words = []
    for code in used.tolist():
        lines: list[tuple[str, Answers]] = []
        for source, (_, pixel_answers, _) in reversed(answers.items()):
            code, at = divmod(code, len(pixel_answers))
            lines.insert(0, (source.removeprefix("The ").capitalize(), pixel_answers[at]))
        words.append(
            (
                "",
                *(
                    "\n".join(f"{source}: {getattr(each, flavour)}" for source, each in lines)
                    for flavour in ("semantic", "instance", "panoptic")
                ),
            )
        )
    return Said(words, places.reshape(which.shape).astype(np.uint16))


def covered(flavours: Flavours, pixels: int) -> float:
    """The share of `pixels` that the masks of the instance answer cover together."""
    if not flavours.instances:
        return 0.0
    return float(np.any([each.mask for each in flavours.instances], axis=0).sum()) / pixels
