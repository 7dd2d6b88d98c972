"""What the network answers to a learner's prompts: made once, for the canvas, the words under it and the files."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.ahead import ahead
from app.components.prompt_canvas import Answered, Candidate, ahead_of, asked_for
from app.components.ramp import RAMP
from app.ui.figures.street_pictures import ChosenPicture
from app.ui.figures.street_targets import Target, target_of
from app.views.prompting import networks
from lessons.metrics.overlap import iou
from lessons.prompting.prompts import Prompts


@dataclass(frozen=True, eq=False, kw_only=True)
class Reply(Answered):
    """What the canvas shows for some prompts, and what the page says about it.

    `true_ious` are the candidates' IoUs with `target`, which the prompts mean by the truth; where that is not
    known, there is no target, and they are empty. The network took `embed_milliseconds` to look at the
    picture, once, and `decode_milliseconds` for these prompts.
    """

    target: Target | None
    true_ious: tuple[float, ...]
    embed_milliseconds: float
    decode_milliseconds: float

    def mask(self, chosen: int | None) -> NDArray[np.bool_]:
        """The mask that lies over the picture, bool (height, width): the candidate chosen, or else the best."""
        return self.candidates[self.best if chosen is None else chosen].mask


def reply_to(picture: ChosenPicture, prompts: Prompts, scored: bool = True) -> Reply:
    """Decode the prompts and, if `scored`, compare the candidates with the truth. Errors as the runner's."""
    embedding = networks.embedded(picture)
    decoded = networks.decoded(picture, embedding.value, prompts)
    answer = decoded.value
    target = target_of(picture, prompts) if scored else None
    true_ious = () if target is None else tuple(iou(mask, target.mask, 1) for mask in answer.masks)
    candidates = []
    for place, mask in enumerate(answer.masks):
        title = f"Candidate {place + 1}{', called best' if place == answer.best else ''}"
        caption = f"predicted IoU\u00a0{answer.predicted_iou[place]:.2f}"
        if target is not None:
            caption += f", true\u00a0{true_ious[place]:.2f}"
        candidates.append(Candidate(mask, title, caption))
    strength = answer.attention / max(float(answer.attention.max()), 1e-12)
    return Reply(
        candidates,
        answer.best,
        RAMP[np.rint(255 * strength).astype(np.uint8)],
        answer.cell,
        target=target,
        true_ious=true_ious,
        embed_milliseconds=embedding.milliseconds,
        decode_milliseconds=decoded.milliseconds,
    )


def address_of_replies(picture: ChosenPicture) -> str:
    """Where the browser fetches the reply to a click before the page reruns, relative to the app."""
    return ahead.offer((networks.NAME, picture.digest), picture, _packed_reply)


def _packed_reply(picture: ChosenPicture, query: Mapping[str, str]) -> bytes:
    height, width = picture.pixels.shape[:2]
    prompts = asked_for(query.get("prompts", ""), height, width)
    return ahead_of(reply_to(picture, prompts), height, width)
