"""How well a network answers prompts on pictures it never saw: IoU after each click, and from a box."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.stats import spearmanr
from torch import nn

from lessons.models.device import as_input
from lessons.models.fitting.prompt_photographs import ENOUGH, OUTLINES
from lessons.models.fitting.prompt_rounds import Conversation
from lessons.models.fitting.prompt_targets import LEAST_REGION, LEAST_THING, targets_of
from lessons.models.pictures import Pictures
from lessons.scenes import CLASS_NAMES

STUFF = frozenset(map(CLASS_NAMES.index, ("sky", "building", "road", "sidewalk")))
CLICKS = 4
"""The first click, and three that correct."""
MOST_TARGETS = 8
"""Of the targets of a scene so many are asked for, if it has more: spread over all of them, the same each time."""


@dataclass(frozen=True, eq=False)
class PromptScores:
    """The answers for the targets of `count` pictures.

    `best` float64 (targets, 5) is the highest IoU of the candidates, after 1, 2, 3 and 4 clicks and from a box
    alone; `shown` that of the candidate with the highest expected IoU. `things` bool (targets,). `expected` and
    `true` (answers,) are the IoU of every candidate of every answer, as expected and as it is. `photographs`
    (10,) is the IoU shown after three clicks on each thing of `OUTLINES`.
    """

    count: int
    best: NDArray[np.float64]
    shown: NDArray[np.float64]
    things: NDArray[np.bool_]
    expected: NDArray[np.float64]
    true: NDArray[np.float64]
    photographs: NDArray[np.float64]

    @property
    def spearman(self) -> float:
        """The rank correlation of expected and true IoU."""
        return float(spearmanr(self.expected, self.true)[0])  # pyright: ignore[reportArgumentType]


@torch.inference_mode()
def score_prompts(network: nn.Module, pictures: Pictures, device: torch.device) -> PromptScores:
    """Score a network in eval mode on street scenes: their things, and the connected regions of their stuff."""
    best, shown, things = [], [], []
    expected, true = [], []
    for image, mask, ids in zip(pictures.images, pictures.masks, pictures.instance_ids, strict=True):
        targets = targets_of(mask, ids, STUFF)
        if not len(targets):
            continue
        places = np.unique(np.linspace(0, len(targets) - 1, MOST_TARGETS).round().astype(np.int64))
        ious, predicted = answers(network, image, targets.masks[places], device)
        best.append(ious.max(axis=2))
        shown.append(np.take_along_axis(ious, predicted.argmax(axis=2)[..., None], axis=2)[..., 0])
        things.append(targets.things[places])
        expected.append(predicted.ravel())
        true.append(ious.ravel())
    parts = map(np.concatenate, (best, shown, things, expected, true))
    return PromptScores(len(pictures), *parts, photographs=photograph_ious(network, device))


def photograph_ious(network: nn.Module, device: torch.device, clicks: int = 3) -> NDArray[np.float64]:
    """The IoU of the mask that is shown after `clicks` clicks on each thing of `OUTLINES`, float64 (10,)."""
    ious = []
    for outline in OUTLINES:
        picture, truth = outline.read()
        true, expected = answers(network, picture, truth[None], device)
        ious.append(true[0, clicks - 1, expected[0, clicks - 1].argmax()])
    return np.array(ious)


@torch.inference_mode()
def answers(
    network: nn.Module, image: NDArray[np.uint8], truth: NDArray[np.bool_], device: torch.device
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """True and expected IoU (targets, CLICKS + 1, candidates) after each click and, last, from a box alone."""
    ready = as_input(image[None]).to(device)
    pictures = np.zeros(len(truth), np.int64)
    clicking, boxing = Conversation(truth, pictures), Conversation(truth, pictures)
    rounds = []
    for number in range(CLICKS + 1):
        talk = clicking if number < CLICKS else boxing
        if talk is clicking:
            talk.click()
        else:
            talk.drag()
            talk.seen = clicking.seen
        masks = talk.answer(lambda *prompt: network(ready, *prompt), device)
        rounds.append((ious_with(masks.logits.cpu().numpy() > 0, truth), masks.iou.double().cpu().numpy()))
    true, expected = (np.stack(part, axis=1) for part in zip(*rounds, strict=True))
    return true, expected


def ious_with(masks: NDArray[np.bool_], truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The IoU of each candidate (n, candidates, height, width) with its target (n, height, width)."""
    shared = (masks & truth[:, None]).sum(axis=(2, 3))
    return shared / np.maximum((masks | truth[:, None]).sum(axis=(2, 3)), 1)


def row_of(scores: PromptScores) -> dict[str, Any]:
    """The scores as the manifest has them: means over all targets, the things, and the regions of stuff."""
    groups = {"every": np.ones_like(scores.things), "things": scores.things, "stuff": ~scores.things}
    prompts = ("1_click", "2_clicks", "3_clicks", "4_clicks", "box")
    return {
        "count": scores.count,
        "least_pixels_of_things": LEAST_THING,
        "least_pixels_of_stuff": LEAST_REGION,
        "targets": {name: int(group.sum()) for name, group in groups.items()},
        "spearman": round(scores.spearman, 5),
        "photographs": len(scores.photographs),
        "photographs_found": int((scores.photographs >= ENOUGH).sum()),
        "photograph_ious": [round(float(iou), 3) for iou in scores.photographs],
        **{
            f"{which}_{prompt}": {
                name: round(float(values[group, place].mean()), 5) for name, group in groups.items()
            }
            for which, values in (("best", scores.best), ("shown", scores.shown))
            for place, prompt in enumerate(prompts)
        },
    }
