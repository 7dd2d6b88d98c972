"""A simulated person: points at a target, looks at the answer, and corrects it, as SAM was trained and is scored."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lessons.models.fitting.prompt_targets import box_of, jittered, middle, somewhere
from lessons.models.prompt_encoders import (
    BOTTOM_RIGHT,
    NEGATIVE,
    NOTHING,
    POSITIVE,
    TOP_LEFT,
    Embedding,
    Points,
)
from lessons.models.sam import Masks

Row = list[tuple[float, float, int]]
"""What was said about one target: row and column in pixels, and the kind of point."""

Ask = Callable[[Points, Tensor | None, Embedding | None], Masks]
"""Put points, logits to correct and what was seen already to the network."""


@dataclass
class Conversation:
    """Targets `truth` bool (n, height, width), each on one picture of a batch `pictures` int64 (n,).

    With `chance` clicks fall anywhere in what is wrong, as in training; without it, into its middle.
    """

    truth: NDArray[np.bool_]
    pictures: NDArray[np.int64]
    chance: np.random.Generator | None = None

    def __post_init__(self) -> None:
        self.rows: list[Row] = [[] for _ in self.truth]
        self.previous: Tensor | None = None
        self.seen: Embedding | None = None

    def click(self) -> None:
        """One click more on each target: inside it at first, then where the shown mask is wrong."""
        answers = np.zeros_like(self.truth) if self.previous is None else self.previous.cpu().numpy() > 0
        for row, mask, truth in zip(self.rows, answers, self.truth, strict=True):
            missing, surplus = truth & ~mask, mask & ~truth
            wrong = missing if missing.sum() >= surplus.sum() else surplus
            if self.chance is not None:
                wrong = missing | surplus
            region = wrong if wrong.any() else truth
            place = middle(region) if self.chance is None else somewhere(region, self.chance)
            row.append((place[0] + 0.5, place[1] + 0.5, POSITIVE if truth[place] else NEGATIVE))

    def drag(self, share: float = 1.0) -> None:
        """A box around each target, or around a random `share` of them."""
        height, width = self.truth.shape[1:]
        for row, truth in zip(self.rows, self.truth, strict=True):
            box: tuple[float, ...] = box_of(truth)
            if self.chance is not None:
                if self.chance.random() >= share:
                    continue
                box = jittered(box_of(truth), height, width, self.chance)
            row[:] = [(box[0], box[1], TOP_LEFT), (box[2], box[3], BOTTOM_RIGHT)]

    def answer(self, ask: Ask, device: torch.device) -> Masks:
        """What the network says now; of the candidates it expects most of, the logits are kept to be corrected."""
        masks = ask(points_of(self.rows, self.pictures, device), self.previous, self.seen)
        best = masks.iou.detach().argmax(dim=1)
        self.previous = masks.logits.detach()[torch.arange(len(best), device=device), best].float()
        self.seen = masks.embedding
        return masks


def points_of(rows: list[Row], pictures: NDArray[np.int64], device: torch.device) -> Points:
    """Rows of points as the network takes them; shorter ones are filled up with nothing."""
    longest = max(map(len, rows))
    filled = [row + [(0.0, 0.0, NOTHING)] * (longest - len(row)) for row in rows]
    table = torch.tensor(filled, device=device)
    return Points(table[..., :2], table[..., 2].long(), torch.from_numpy(pictures).to(device))
