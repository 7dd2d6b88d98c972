"""One click in every object: which of the three candidates is best, and whether the network knows."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import streamlit as st

from app.ui.figures.boxes import Figure, figures_html
from app.ui.figures.outlines import outline
from app.ui.figures.street_pictures import ChosenPicture
from app.ui.figures.street_targets import targets
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.prompting import networks
from app.views.prompting.answers import reply_to
from app.views.prompting.canvas import example_on
from app.views.prompting.parts import cut_out, with_crosses
from lessons.models.fitting.prompt_scoring import ious_with
from lessons.models.fitting.prompt_targets import middle
from lessons.models.fitting.prompt_task import prompt_loss
from lessons.prompting.prompts import Click


@section
@guard.answered
def one_click_three_answers(words: LessonText, picture: ChosenPicture) -> None:
    """Asked, and then shown for one click and counted over all objects."""
    if predict("prompting-three"):
        three_answers_drawn(words, picture)


def three_answers_drawn(words: LessonText, picture: ChosenPicture) -> None:
    """The answer: the three masks of one click, what each would score alone, what is shown, what the best would be."""
    words.show("three-touch")
    if not networks.ready():
        st.info(guard.how_to_train(networks.NAME))
    elif refusal := networks.refusal(picture):
        st.warning(refusal)
    else:
        st.html(one_click_html(picture))
        _over_all_objects(words, picture)
    words.show("three-name")
    show_code(prompt_loss, label="The loss in which only the best candidate is corrected")


def one_click_html(picture: ChosenPicture) -> str:
    """The page's example click and the three masks that answer it, beside one another."""
    prompts = example_on(picture)
    reply = reply_to(picture, prompts)
    figures = [
        Figure("One click", with_crosses(picture.pixels, prompts.clicks), "The cross is where.", width=220)
    ]
    figures += [
        Figure(
            each.title,
            cut_out(picture.pixels, each.mask),
            each.caption,
            outline=outline(each.mask),
            width=220,
        )
        for each in reply.candidates
    ]
    return figures_html(figures)


def _over_all_objects(words: LessonText, picture: ChosenPicture) -> None:
    """The three candidates of one click in each true object and region, counted."""
    every = targets(picture)
    if not every:
        words.show("three-unlabelled")
        return
    rows, numbers = _shown_best_called(picture, networks.one_click_each(picture, _middles(picture)))
    table(("Shown", "Mean IoU", "Size ÷ true size", "Called best", "Is best"), rows)
    words.show_filled("three-live", targets=len(every), **numbers)


@lru_cache(maxsize=16)
def _middles(picture: ChosenPicture) -> tuple[Click, ...]:
    """A click in the middle of each true object and region."""
    return tuple(Click(*middle(each.mask)) for each in targets(picture))


@lru_cache(maxsize=8)
def _shown_best_called(
    picture: ChosenPicture, answers: networks.OneClickEach
) -> tuple[tuple[tuple[str, ...], ...], Mapping[str, object]]:
    """The rows of the table and the numbers of the sentence below it, for a picture with truth."""
    truth = np.stack([each.mask for each in targets(picture)])
    ious, called_best = ious_with(answers.masks, truth), answers.predicted_iou.argmax(axis=1)
    best = ious.argmax(axis=1)
    reach = answers.masks.sum(axis=(2, 3)) / truth.sum(axis=(1, 2))[:, None]
    rows = tuple(
        (
            f"Always candidate {place + 1}",
            f"{ious[:, place].mean():.2f}",
            f"{np.median(reach[:, place]):.2f} ×",
            f"{(called_best == place).sum()} of {len(truth)}",
            f"{(best == place).sum()} of {len(truth)}",
        )
        for place in range(ious.shape[1])
    )
    shown = np.take_along_axis(ious, called_best[:, None], axis=1).mean()
    numbers = {
        "shown": f"{shown:.2f}",
        "best": f"{ious.max(axis=1).mean():.2f}",
        "right": int((called_best == best).sum()),
    }
    return rows, MappingProxyType(numbers)
