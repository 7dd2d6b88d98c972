"""Point and see: the canvas, what the network makes of a prompt, files of the mask, and how good it is in general."""

from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.prompt_canvas import prompt_canvas
from app.ui.figures.street_pictures import OWN, ChosenPicture
from app.ui.figures.street_targets import targets
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.prompting import networks
from app.views.prompting.answers import Reply, address_of_replies, reply_to
from lessons.models import weights
from lessons.models.fitting.prompt_photographs import ENOUGH
from lessons.models.fitting.prompt_scoring import MOST_TARGETS
from lessons.models.fitting.prompt_targets import middle
from lessons.prompting import export
from lessons.prompting.prompts import Click, Prompts
from lessons.scenes.photographs import photographs

_CANVAS = "prompting"
_PROMPTS = {"1_click": "After one click", "4_clicks": "After three corrections", "box": "From a box"}
_WHICH = "shown", "best"
_FILES = (
    ("Mask (PNG)", "mask.png", "image/png", export.png),
    ("Run lengths (COCO, JSON)", "mask.json", "application/json", export.coco_json),
)


def about(words: LessonText, picture: ChosenPicture) -> str:
    """What this picture is to the network, and whose it is."""
    height, width = picture.pixels.shape[:2]
    if picture.truth is not None:
        return words.line("about-street", picture=picture.about)
    if picture.name == OWN:
        return words.line("about-own", width=width, height=height)
    photo = next(each for each in photographs() if picture.name.endswith(each.title))
    return words.line("about-photograph", credit=photo.credit, licence=photo.licence)


@section
def point_and_see(words: LessonText, picture: ChosenPicture) -> None:
    """One picture to point at, three masks for each prompt, and files of them."""
    words.show("point-touch")
    if not networks.ready():
        st.info(guard.how_to_train(networks.NAME))
    elif refusal := networks.refusal(picture):
        st.warning(refusal)
    else:
        _canvas(words, picture)


@st.fragment
@guard.answered
def _canvas(words: LessonText, picture: ChosenPicture) -> None:
    """All that runs again for a click, and nothing else: the mask is to follow at once."""
    pointed, reply = prompt_canvas(
        _CANVAS,
        picture.pixels,
        partial(reply_to, picture),
        start=start_on(picture),
        label=f"{picture.name}, to point at",
        ahead=address_of_replies(picture),
    )
    if reply is None:
        words.show("point-empty")
        _files(None)
    else:
        mask = reply.mask(pointed.chosen)
        words.show_filled("point-live", **_figures(picture, reply, mask))
        _files(mask)


def _files(mask: NDArray[np.bool_] | None) -> None:
    """Buttons that save the mask that lies over the picture; a file is made when its button is pressed."""
    with st.container(horizontal=True):
        for label, name, kind, encode in _FILES:
            content = "" if mask is None else partial(encode, mask)
            key = f"prompting-{name}"
            st.download_button(label, content, name, kind, key=key, on_click="ignore", disabled=mask is None)


def start_on(picture: ChosenPicture) -> Prompts:
    """One click, in the middle of a street's largest object, or of a photograph; nothing on a picture of one's own."""
    if picture.name == OWN:
        return Prompts()
    things = [each.mask for each in targets(picture) if each.is_thing]
    height, width = picture.pixels.shape[:2]
    if not things:
        return Prompts((Click(height // 2, width // 2),))
    return Prompts((Click(*middle(max(things, key=lambda mask: mask.sum()))),))


def _figures(picture: ChosenPicture, reply: Reply, mask: NDArray[np.bool_]) -> dict[str, object]:
    """The size of the mask, as pixels and as run lengths, and what is meant where the truth tells."""
    meaning = ""
    if reply.target is not None:
        closest = int(np.argmax(reply.true_ious))
        agrees = "the one called best" if closest == reply.best else "which is not the one called best"
        kind = "one object" if reply.target.is_thing else "one connected region"
        meaning = (
            f"According to the truth you point at **{reply.target.name}**, {kind} of {reply.target.mask.sum():,} "
            f"pixels. Candidate {closest + 1} fits it best, {agrees}."
        )
    elif picture.truth is not None:
        meaning = "The truth has nothing there that is large enough to be scored, so no true IoU is shown."
    return {
        "pixels": f"{mask.sum():,}",
        "runs": f"{len(export.run_lengths(mask)):,}",
        "meant": meaning,
    }


def example_on(picture: ChosenPicture) -> Prompts:
    """The click that drawings of this picture show: the canvas's, or one in the middle where that starts empty."""
    height, width = picture.pixels.shape[:2]
    return start_on(picture) if start_on(picture).clicks else Prompts((Click(height // 2, width // 2),))


@section
def how_good_it_is(words: LessonText) -> None:
    """What the manifest has measured on streets that no training sees: things, and regions of stuff, apart."""
    words.show("measured")
    if not networks.ready():
        st.info(guard.how_to_train(networks.NAME))
        return
    scores, row = weights.scores(networks.NAME), weights.manifest()[networks.NAME]
    words.show_filled(
        "point-bars-live",
        pictures=scores["count"],
        most=MOST_TARGETS,
        things=f"{scores['targets']['things']:,}",
        stuff=f"{scores['targets']['stuff']:,}",
    )
    table(
        (
            "Mean IoU",
            *(f"{kind}: {which}" for kind in ("Things", "Regions") for which in ("shown", "best of three")),
        ),
        [
            (
                title,
                *(
                    f"{scores[f'{which}_{prompt}'][kind]:.2f}"
                    for kind in ("things", "stuff")
                    for which in _WHICH
                ),
            )
            for prompt, title in _PROMPTS.items()
        ],
    )
    words.show_filled(
        "point-more-live",
        **{f"finer_{prompt}": f"{row['larger'][f'best_{prompt}']['every']:.2f}" for prompt in _PROMPTS},
        spearman=f"{scores['spearman']:.2f}",
        parameters=f"{row['parameters']:,}",
        training=row["data"]["pictures"],
        photographs=scores["photographs"],
        photographs_found=scores["photographs_found"],
        enough=f"{ENOUGH:.2f}",
    )
    words.show("point-miniature")


@section
def take_it_with_you(words: LessonText) -> None:
    """What is in the files that the canvas saves."""
    words.show("export")
    show_code(
        export.run_lengths, export.from_run_lengths, export.coco, label="The code that writes the files"
    )
