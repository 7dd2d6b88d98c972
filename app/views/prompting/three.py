"""One click in every object: which of the three candidates is best, and whether the network knows."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import streamlit as st

from app.ui.figures.street_pictures import ChosenPicture
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.prompting import networks
from app.views.prompting.truth import targets
from lessons.models.fitting.prompt_scoring import ious_with
from lessons.models.fitting.prompt_targets import middle
from lessons.models.fitting.prompt_task import prompt_loss
from lessons.prompting.prompts import Click


@section
@guard.answered
def one_click_three_answers(words: LessonText, picture: ChosenPicture) -> None:
    """What each candidate would score alone, what is shown, and what the best of three would be."""
    if not predict("prompting-three"):
        return
    words.show("three-touch")
    every = targets(picture)
    if not networks.ready():
        st.info(guard.how_to_train(networks.NAME))
    elif not every:
        words.show("three-unlabelled")
    else:
        rows, numbers = _shown_best_called(picture, networks.one_click_each(picture, _middles(picture)))
        table(("Shown", "Mean IoU", "Its size, to the truth's", "Called best", "Is best"), rows)
        words.show_filled("three-live", targets=len(every), **numbers)
    words.show("three-name")
    show_code(prompt_loss, label="The loss in which only the best candidate is corrected")


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
