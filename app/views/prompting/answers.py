"""What prompts on a picture are answered with, as the canvas shows it: in a rerun, and for the browser ahead of it."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from app.ahead import ahead
from app.components.prompt_canvas import Answered, Candidate, Pointed, ahead_of, asked_for
from app.components.ramp import RAMP
from app.ui.figures.street_pictures import Chosen
from app.views.prompting import networks
from app.views.prompting.truth import meant
from lessons.metrics import iou
from lessons.models.serving.networks import digest
from lessons.prompting.prompts import Prompts
from lessons.prompting.segmenter import Answer


def answers_on(picture: Chosen, scored: bool = True) -> Callable[[Prompts], Answered]:
    """What the canvas shows for prompts on this picture; true IoUs only where there is truth, and if `scored`."""

    def shown(prompts: Prompts) -> Answered:
        given = networks.answered(picture, prompts).value
        target = meant(picture, prompts) if scored else None
        candidates = []
        for place, mask in enumerate(given.masks):
            caption = f"predicted IoU\u00a0{given.predicted_iou[place]:.2f}"
            if target is not None:
                caption += f", true\u00a0{iou(mask, target.mask, 1):.2f}"
            title = f"Candidate {place + 1}{', called best' if place == given.best else ''}"
            candidates.append(Candidate(mask, title, caption))
        strength = given.attention / max(float(given.attention.max()), 1e-12)
        return Answered(candidates, given.best, RAMP[np.rint(255 * strength).astype(np.uint8)], given.cell)

    return shown


def seen(picture: Chosen, told: Pointed) -> NDArray[np.bool_]:
    """The mask that lies over the picture for what was pointed at, bool (height, width)."""
    return over(networks.answered(picture, told.prompts).value, told)


def over(given: Answer, told: Pointed) -> NDArray[np.bool_]:
    """Of an answer's candidates the one that lies over the picture: the one chosen, or the best."""
    return given.masks[given.best if told.chosen is None else told.chosen]


def on_offer(picture: Chosen) -> str:
    """Where the browser can fetch what prompts on this picture are answered with."""
    return ahead.offer((networks.NAME, digest(picture.pixels)), picture, _answer)


def _answer(picture: Chosen, query: Mapping[str, str]) -> bytes:
    height, width = picture.pixels.shape[:2]
    prompts = asked_for(query.get("prompts", ""), height, width)
    return ahead_of(answers_on(picture)(prompts), height, width)
