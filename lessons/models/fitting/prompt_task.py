"""Learning to answer prompts: the loss of a few rounds of clicks, and the task as the training takes it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from lessons.models.device import as_input
from lessons.models.fitting.prompt_rounds import Conversation
from lessons.models.fitting.prompt_scoring import PromptScores, row_of, score_prompts
from lessons.models.fitting.prompt_targets import Targets, targets_of
from lessons.models.pictures import Pictures
from lessons.models.weights import load

MOST_TARGETS = 6
"""The targets asked for in one picture and step."""

_EVERY_CLASS = frozenset(range(256))


class PromptTask:
    """Segmentation of what is pointed at."""

    def loss(self, forward: Callable[..., Any], batch: Pictures, device: torch.device) -> Tensor:
        """The mean loss of the targets of a batch over two to four rounds: a click or a box, then corrections.

        The picture is looked at once, and what was wrong is clicked: the interactive training of Kirillov
        et al. (2023, appendix A), with fewer rounds.
        """
        chance = np.random.default_rng(int(torch.randint(2**31, ())))
        targets_of_pictures = [
            targets_of(mask, ids, _EVERY_CLASS)
            for mask, ids in zip(batch.masks, batch.instance_ids, strict=True)
        ]
        chosen = [chosen_of(targets, chance) for targets in targets_of_pictures]
        truth = np.concatenate(
            [targets.masks[some] for targets, some in zip(targets_of_pictures, chosen, strict=True)]
        )
        pictures = np.repeat(np.arange(len(targets_of_pictures)), [len(some) for some in chosen])
        if not len(truth):  # pictures without anything large enough: ask for the whole of the first
            truth, pictures = np.ones((1, *batch.masks.shape[1:]), bool), np.zeros(1, np.int64)
        image = as_input(batch.images).to(device)
        talk = Conversation(truth, pictures, chance)
        target = torch.from_numpy(truth).to(device)
        rounds = int(chance.choice([2, 3, 4], p=[0.4, 0.3, 0.3]))
        losses: list[Tensor] = []
        for number in range(rounds):
            talk.click()
            if number == 0:
                talk.drag(share=0.6)
            masks = talk.answer(lambda *prompt: forward(image, *prompt), device)
            losses.append(prompt_loss(masks.logits.float(), masks.iou.float(), target))
        return torch.stack(losses).mean()

    def score(self, network: nn.Module, pictures: Pictures, device: torch.device) -> PromptScores:
        """Scores by target."""
        return score_prompts(network, pictures, device)

    def headline(self, scores: PromptScores) -> tuple[str, float]:
        """The mean IoU of the shown mask after a click and three corrections."""
        return "IoU", float(scores.shown[:, 3].mean())

    def row(self, scores: PromptScores) -> dict[str, Any]:
        """The scores as the manifest has them."""
        return row_of(scores)


def chosen_of(targets: Targets, chance: np.random.Generator) -> NDArray[np.int64]:
    """The places of `MOST_TARGETS` random targets; a thing, often small and hard, is twice as likely as a region."""
    if not len(targets):
        return np.empty(0, np.int64)
    shares = 1.0 + targets.things
    count = min(MOST_TARGETS, len(targets))
    return chance.choice(len(targets), count, replace=False, p=shares / shares.sum())


def prompt_loss(logits: Tensor, iou: Tensor, truth: Tensor) -> Tensor:
    """Cross-entropy plus (1 - Dice) of each target's best candidate, plus 3 × the squared error of the expected IoUs.

    `logits` (n, candidates, height, width), `iou` (n, candidates), `truth` bool (n, height, width). Only
    the best learns, so that candidates may differ: an average of two readings would please neither.
    """
    target = truth[:, None].to(logits.dtype).expand_as(logits)
    entropy = functional.binary_cross_entropy_with_logits(logits, target, reduction="none").mean(dim=(2, 3))
    probs = logits.sigmoid()
    shared = (probs * target).sum(dim=(2, 3))
    dice = 2 * shared / (probs.sum(dim=(2, 3)) + target.sum(dim=(2, 3)))
    each = entropy + 1 - dice
    best = 0.95 * each.min(dim=1).values + 0.05 * each.mean(dim=1)
    return best.mean() + 3 * functional.mse_loss(iou, ious_of(logits > 0, truth))


def ious_of(masks: Tensor, truth: Tensor) -> Tensor:
    """The IoU of each candidate, bool (n, candidates, height, width), with its target (n, height, width)."""
    shared = (masks & truth[:, None]).sum(dim=(2, 3)).float()
    return shared / (masks | truth[:, None]).sum(dim=(2, 3)).clamp_min(1)


def start_from(network: nn.Module, pretrained: str) -> None:
    """Give the image encoder the trained weights of another network, all but its head.

    Raises:
        WeightsError: there are none to start from.
    """
    body = {key: value for key, value in load(pretrained).state_dict().items() if not key.startswith("head.")}
    encoder = network.get_submodule("image_encoder")
    encoder.load_state_dict(encoder.state_dict() | body)
