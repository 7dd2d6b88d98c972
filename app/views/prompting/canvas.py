"""Point and see: the canvas, what the network makes of a prompt, what it costs, and files of the mask."""

from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.prompt_canvas import prompt_canvas
from app.ui.figures.street_pictures import OWN, ChosenPicture
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.prompting import networks
from app.views.prompting.answers import Reply, address_of_replies, reply_to
from app.views.prompting.truth import targets
from lessons.models import weights
from lessons.models.fitting.prompt_targets import middle
from lessons.prompting import export, segmenter
from lessons.prompting.prompts import Click, Prompts
from lessons.scenes.photographs import photographs

_CANVAS = "prompting"
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
    """One picture to point at, three masks for each prompt, what they cost, and files of them."""
    _before(words)
    if not networks.ready():
        st.info(guard.how_to_train(networks.NAME))
    elif refusal := networks.refusal(picture):
        st.warning(refusal)
    else:
        _canvas(words, picture)
    _after(words)


@st.fragment
def _before(words: LessonText) -> None:
    if not predict("prompting-point"):
        return
    words.show("point-touch")


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
    """One click, in the middle of the largest object of a street, or in the middle of a picture without truth."""
    things = [each.mask for each in targets(picture) if each.is_thing]
    height, width = picture.pixels.shape[:2]
    if not things:
        return Prompts((Click(height // 2, width // 2),))
    return Prompts((Click(*middle(max(things, key=lambda mask: mask.sum()))),))


def _figures(picture: ChosenPicture, reply: Reply, mask: NDArray[np.bool_]) -> dict[str, object]:
    """The costs, the run lengths of the mask, and what is meant where the truth tells."""
    meaning = ""
    if reply.target is not None:
        closest = int(np.argmax(reply.true_ious))
        agrees = "the one called best" if closest == reply.best else "another one than the one called best"
        kind = "one object" if reply.target.is_thing else "one connected region"
        meaning = (
            f"By the truth you point at **{reply.target.name}**, {kind} of {reply.target.mask.sum():,} pixels; "
            f"candidate {closest + 1} fits it most closely, {agrees}."
        )
    elif picture.truth is not None:
        meaning = "The truth has nothing there that is large enough to be scored, so no true IoU is shown."
    return {
        "embed": f"{reply.embed_milliseconds:.0f}",
        "decode": f"{reply.decode_milliseconds:.0f}",
        "ratio": f"{reply.embed_milliseconds / reply.decode_milliseconds:.1f}",
        "runs": f"{len(export.run_lengths(mask)):,}",
        "meant": meaning,
    }


@st.fragment
def _after(words: LessonText) -> None:
    words.show("point-name")
    if networks.ready():
        _bars(words)
    show_code(segmenter.embed, segmenter.answer, segmenter.decode)
    words.show("export")
    show_code(
        export.run_lengths, export.from_run_lengths, export.coco, label="The code that writes the files"
    )


def _bars(words: LessonText) -> None:
    """What the manifest has measured on streets that no training sees."""
    scores, row = weights.scores(networks.NAME), weights.manifest()[networks.NAME]
    finer = {name: f"{row['larger'][f'best_{name}']['every']:.2f}" for name in ("1_click", "4_clicks", "box")}
    words.show_filled(
        "point-bars-live",
        pictures=scores["count"],
        targets=f"{scores['targets']['every']:,}",
        best_1=f"{scores['best_1_click']['every']:.2f}",
        shown_1=f"{scores['shown_1_click']['every']:.2f}",
        best_4=f"{scores['best_4_clicks']['every']:.2f}",
        shown_4=f"{scores['shown_4_clicks']['every']:.2f}",
        best_box=f"{scores['best_box']['every']:.2f}",
        shown_box=f"{scores['shown_box']['every']:.2f}",
        finer_1=finer["1_click"],
        finer_4=finer["4_clicks"],
        finer_box=finer["box"],
        spearman=f"{scores['spearman']:.2f}",
        parameters=f"{row['parameters']:,}",
        training=row["data"]["pictures"],
        photographs=scores["photographs"],
        photographs_found=scores["photographs_found"],
    )
