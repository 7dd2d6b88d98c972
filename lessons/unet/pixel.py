"""Ask a pixel: its logits, what softmax makes of them, who won and by how much."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class PixelAnswer:
    """What a network says at one pixel, in the order of `class_names`.

    `margin` is the winner's logit minus the runner-up's; exp(margin) is how many times as probable
    softmax makes the winner. On a tie the first class wins, as with argmax.
    """

    class_names: tuple[str, ...]
    logits: tuple[float, ...]
    probs: tuple[float, ...]
    winner: int
    runner_up: int
    margin: float


def ask(logits: Tensor, row: int, column: int, class_names: Sequence[str]) -> PixelAnswer:
    """The answer at `row`, `column` of logits (1, classes, height, width) or (classes, height, width).

    Raises:
        ValueError: the pixel is outside the picture, there are fewer than two classes, or the names
            are not as many as the classes.
    """
    classes, height, width = logits.shape[-3:]
    if not (0 <= row < height and 0 <= column < width):
        raise ValueError(
            f"The picture has rows 0 to {height - 1} and columns 0 to {width - 1}; "
            f"row {row}, column {column} is outside."
        )
    if classes < 2 or len(class_names) != classes:
        raise ValueError(
            f"There are {classes} logits and {len(class_names)} names; give a name to each of two or more."
        )
    scores = logits.reshape(-1, classes, height, width)[0, :, row, column].double()
    winner, runner_up = scores.argsort(descending=True, stable=True)[:2].tolist()
    return PixelAnswer(
        class_names=tuple(class_names),
        logits=tuple(scores.tolist()),
        probs=tuple(torch.softmax(scores, dim=0).tolist()),
        winner=winner,
        runner_up=runner_up,
        margin=(scores[winner] - scores[runner_up]).item(),
    )
