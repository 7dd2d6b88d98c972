"""The arena: every trained network for streets on the same picture, in pictures, a table and a chart."""

from math import isnan

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.picture_probe import Picture, picture_probe
from app.ui.figures.grids import painted
from app.ui.figures.numbers import percent
from app.ui.figures.street_pictures import (
    NEAR_OUTLINES,
    RIGHT_WRONG,
    ChosenPicture,
    coloured,
    legend_html,
    on_the_road,
)
from app.ui.figures.tables import table
from app.ui.kit.disclosure import disclosed
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.kit.waiting import waited_for
from app.ui.networks import guard
from app.views.practice import networks
from app.views.practice.scores import ArenaRow, chart, sorted_table
from lessons.models.weights import manifest
from lessons.practice import arena
from lessons.practice.library import LIBRARYS_OWN
from lessons.scenes import CLASS_NAMES
from lessons.unet import errors

_KEY = "practice-arena"
_MASKS, _ERRORS, _EDGES = "Masks", "Errors", "Errors near outlines"
_COLOURS = {
    _ERRORS: "Red is wrong.",
    _EDGES: "Within a pixel of an outline blue is right and red is wrong; the picture's edge counts as an outline.",
}
_MOST_NETWORKS = 3
_FIRST = ("fcn", "unet", LIBRARYS_OWN)


@section(parallel=True)  # networks are loaded at the first visit, and what is below need not wait
@guard.answered
def in_the_arena(words: LessonText, picture: ChosenPicture) -> None:
    """Asked, and then all networks on the picture."""
    if predict("practice-arena"):
        every_network(words, picture)


def every_network(words: LessonText, picture: ChosenPicture) -> None:
    """The answer: masks and errors, where the networks agree, and what each scores and costs."""
    words.show("arena-touch")
    rows = waited_for(
        "Running every network on the picture. The first time, they are loaded, which takes some seconds.",
        lambda: [
            ArenaRow(*contender, networks.verdict(contender[0].model.name, picture))
            for contender in networks.contenders()
        ],
    )
    if len(rows) < 2:
        st.info("The arena needs two trained networks; restore the files in assets/weights.")
        return
    agreed = networks.agreement([row.name for row in rows], picture)
    _pictures(rows, picture, agreed)
    rows = sorted_table(rows, scored=picture.truth is not None)
    told = chart(words, rows)
    if picture.truth is not None:
        with told:
            _summary(words, rows, picture, picture.truth, agreed)
    else:
        _summary_alone(words, rows, picture, agreed)
    words.show_filled("arena-name", "arena-so-what", count=rows[0].standing.count)
    if disclosed(f"{_KEY}-measured", "How these numbers were measured", icon=":material/straighten:"):
        steps = [manifest()[row.name]["recipe"]["steps"] for row in rows]
        words.show_filled("arena-measured-live", least=f"{min(steps):,}", most=f"{max(steps):,}")
    show_code(arena.score_mask, arena.votes, arena.agreement, arena.pairwise_miou)


def _pictures(rows: list[ArenaRow], picture: ChosenPicture, agreed: NDArray[np.float64]) -> None:
    """The picture, the truth or what most say, where the networks agree, and some networks, beside what is asked."""
    titles = {row.name: row.title for row in rows}
    drawn, beside = st.columns([2, 1])
    chosen = beside.multiselect(
        f"Look at up to {_MOST_NETWORKS}",
        list(titles),
        default=[name for name in _FIRST if name in titles],
        format_func=titles.__getitem__,
        max_selections=_MOST_NETWORKS,
        wrap=True,
        key=f"{_KEY}-shown",
    )
    masks = {name: networks.mask(name, picture) for name in titles}
    view, second = (
        _MASKS,
        Picture("What most say", coloured(arena.majority([*masks.values()], networks.CLASSES))),
    )
    if picture.truth is not None:
        second = Picture("Truth", coloured(picture.truth))
        views = (_MASKS, _ERRORS, _EDGES)
        view = beside.segmented_control(
            "Show", views, default=_MASKS, required=True, key=f"{_KEY}-view", persist_state="session"
        )
    pictures = [Picture("Picture", picture.pixels), second, Picture("Agreement", painted(agreed, 1.0, 0.0))]
    pictures += [
        Picture(titles[name], _mask_or_errors(masks[name], picture, view or _MASKS)) for name in chosen
    ]
    height, width = agreed.shape
    with drawn:
        at = picture_probe(_KEY, pictures, start=on_the_road(height, width), label="Pixel to compare")
    answers = _answers({titles[name]: CLASS_NAMES[mask[at.row, at.column]] for name, mask in masks.items()})
    true = "" if picture.truth is None else f" The truth is {CLASS_NAMES[picture.truth[at.row, at.column]]}."
    here = "Where the agreement is pale, all agree. "
    here += f"At the chosen pixel {round(agreed[at.row, at.column] * len(rows))} of {len(rows)} agree."
    colours = _COLOURS.get(view or _MASKS, "")
    beside.html(f'{legend_html()}<p class="pw-caption">{here}{true} {answers} {colours}</p>')


def _answers(answers: dict[str, str]) -> str:
    """Which networks give which answer, the most frequent answer first, in words."""
    if len(set(answers.values())) == 1:
        return f"All say {next(iter(answers.values()))}."
    sayers: dict[str, list[str]] = {}
    for title, answer in answers.items():
        sayers.setdefault(answer, []).append(title)
    order = sorted(sayers.items(), key=lambda each: -len(each[1]))
    groups = [f"{answer} ({', '.join(titles)})" for answer, titles in order]
    return f"Said here: {'; '.join(groups)}."


def _mask_or_errors(mask: NDArray[np.uint8], picture: ChosenPicture, view: str) -> NDArray[np.uint8]:
    if picture.truth is None or view == _MASKS:
        return coloured(mask)
    if view == _ERRORS:
        return RIGHT_WRONG[errors.error_map(mask, picture.truth, networks.CLASSES)]
    return NEAR_OUTLINES[errors.boundary_error_map(mask, picture.truth, networks.CLASSES)]


def _summary(
    words: LessonText,
    rows: list[ArenaRow],
    picture: ChosenPicture,
    truth: NDArray[np.uint8],
    agreed: NDArray[np.float64],
) -> None:
    order = sorted(rows, key=lambda row: row.miou)
    shares = arena.wrong_where(agreed, networks.mask(order[-1].name, picture), truth)
    words.show_filled(
        "arena-live",
        best=f"{order[-1].miou:.3f}",
        worst=f"{order[0].miou:.3f}",
        winner=order[-1].title,
        loser=order[0].title,
        count=len(rows),
        agreed=_percent(shares[0]),
        disputed=_percent(shares[1]),
    )


def _summary_alone(
    words: LessonText, rows: list[ArenaRow], picture: ChosenPicture, agreed: NDArray[np.float64]
) -> None:
    titles = [row.title for row in rows]
    alike = networks.likeness([row.name for row in rows], picture)
    body = [(title, *(f"{value:.3f}" for value in line)) for title, line in zip(titles, alike, strict=True)]
    table(("mIoU between them", *titles), body, close=True)
    apart = alike - np.eye(len(rows))
    one, other = (int(at) for at in np.unravel_index(apart.argmax(), apart.shape))
    words.show_filled(
        "arena-alone-live",
        count=len(rows),
        share=_percent(float((agreed == 1).mean())),
        one=titles[one],
        other=titles[other],
        most=f"{apart[one, other]:.3f}",
    )


def _percent(share: float) -> str:
    return "no pixel" if isnan(share) else percent(share, 1)
