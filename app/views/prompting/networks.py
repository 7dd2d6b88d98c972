"""What the prompting page asks of its network: one look at a picture, then an answer to each prompt, each timed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from app import wiring
from app.ui.figures.street_pictures import ChosenPicture
from app.ui.networks import guard
from lessons.models.prompt_encoders import Embedding
from lessons.models.sam import SAM
from lessons.models.weights import load
from lessons.prompting.everything import Everything, SegmentRules, segment_everything
from lessons.prompting.prompts import Click, Prompts
from lessons.prompting.segmenter import LARGEST, SMALLEST, Candidates, answer, decode, embed

Result = TypeVar("Result")

NAME = "sam"


_TOGETHER = 16
"""Prompts that are answered at once."""


@dataclass(frozen=True, eq=False)
class Timed(Generic[Result]):
    """A result and how long the network took for it, when it was computed."""

    value: Result
    milliseconds: float


def ready() -> bool:
    """Whether the network's trained weights are here."""
    return guard.ready(NAME)


def refusal(picture: ChosenPicture) -> str:
    """Why this picture cannot be pointed at, in one sentence; empty where it can."""
    height, width = picture.pixels.shape[:2]
    if all(SMALLEST <= side <= LARGEST for side in (height, width)):
        return ""
    return (
        f"This picture has {height} × {width} pixels, and the network takes {SMALLEST} to {LARGEST} on each side; "
        "choose a picture that is less long and narrow."
    )


def embedded(picture: ChosenPicture) -> Timed[Embedding]:
    """The one look at the picture that all answers are given from. Errors as the runner's."""
    key = (NAME, picture.digest, "embedding")
    return wiring.networks().runner.run(key, lambda: timed(lambda: embed(trained(), picture.pixels)))


def decoded(picture: ChosenPicture, embedding: Embedding, prompts: Prompts) -> Timed[Candidates]:
    """The three candidates for these prompts, decoded once and kept.

    A click corrects the mask that the prompts before it gave, as in training: the logits of the candidate of
    which the network expected most go in again. So the same prompts always give the same answer.
    """
    previous = None
    before = Prompts(prompts.clicks[:-1], prompts.box)
    if prompts.clicks and has_prompts(before):
        corrected = decoded(picture, embedding, before).value
        previous = corrected.logits[corrected.best]
    return wiring.networks().runner.run(
        (NAME, picture.digest, prompts),
        lambda: timed(lambda: answer(trained(), embedding, prompts, previous)),
    )


def has_prompts(prompts: Prompts) -> bool:
    """Whether anything is pointed at."""
    return bool(prompts.clicks) or prompts.box is not None


@dataclass(frozen=True, eq=False)
class OneClickEach:
    """The answers to several single clicks: `masks` bool (n, 3, height, width), `predicted_iou` float32 (n, 3)."""

    masks: NDArray[np.bool_]
    predicted_iou: NDArray[np.float32]


def one_click_each(picture: ChosenPicture, clicks: tuple[Click, ...]) -> OneClickEach:
    """What the network makes of each of these clicks alone."""
    embedding = embedded(picture).value

    def work() -> OneClickEach:
        parts = [clicks[start : start + _TOGETHER] for start in range(0, len(clicks), _TOGETHER)]
        answers = [decode(trained(), embedding, [Prompts((click,)) for click in part]) for part in parts]
        masks, ious = (np.concatenate([each[which] for each in answers]) for which in (0, 1))
        return OneClickEach(masks > 0, ious)

    return wiring.networks().runner.run((NAME, picture.digest, "one click each", clicks), work)


def everywhere(picture: ChosenPicture, per_side: int) -> Timed[Everything]:
    """All masks that a grid of clicks gives, before any of them is thrown out."""
    embedding = embedded(picture).value
    rules = SegmentRules(per_side, least_iou=0, least_stability=0, least_pixels=1, most_overlap=1)
    key = (NAME, picture.digest, "everywhere", per_side)
    return wiring.networks().runner.run(
        key, lambda: timed(lambda: segment_everything(trained(), embedding, rules))
    )


def timed(work: Callable[[], Result]) -> Timed[Result]:
    """What `work` returns, and the milliseconds it took."""
    start = time.perf_counter()
    value = work()
    return Timed(value, 1000 * (time.perf_counter() - start))


@lru_cache(maxsize=1)
def trained() -> SAM:
    """The trained network on the device of the networks. Runs on the runner's threads, never on a page's."""
    network = load(NAME).to(wiring.networks().device)
    assert isinstance(network, SAM)
    return network
