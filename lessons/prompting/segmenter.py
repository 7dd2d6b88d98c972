"""One picture, many prompts: the slow part once, the fast part at every click."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lessons.models.device import as_input
from lessons.models.fitting.prompt_rounds import Row, points_of
from lessons.models.prompt_encoders import BOTTOM_RIGHT, NEGATIVE, POSITIVE, STRIDE, TOP_LEFT, Embedding
from lessons.models.sam import SAM
from lessons.prompting.prompts import Prompts, check

SMALLEST, LARGEST = 16, 512
"""The least and the most pixels of a side that are taken; `lessons.scenes.uploads.fit` makes larger ones smaller.

The network shrinks what is larger than `prompt_encoders.WORKING` to look at it, and enlarges its masks again.
"""


@dataclass(frozen=True, eq=False)
class Candidates:
    """Three candidates for one prompt: `logits` float32 (3, height, width), above 0 where `masks` is True.

    `predicted_iou` float32 (3,) is what the network expects of each, `best` the index of the highest;
    `attention` float32 (rows, columns) is where the best mask's token looked last, and sums to 1. A cell of it
    is `cell` pixels high and wide.
    """

    logits: NDArray[np.float32]
    masks: NDArray[np.bool_]
    predicted_iou: NDArray[np.float32]
    best: int
    attention: NDArray[np.float32]
    cell: float


@torch.inference_mode()
def embed(network: SAM, image: NDArray[np.uint8]) -> Embedding:
    """Look at a picture uint8 (height, width, 3) once; every prompt on it is answered from the result.

    Raises:
        ValueError: it is no such picture, or a side is not between `SMALLEST` and `LARGEST`.
    """
    if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8:
        raise ValueError(f"The picture is {image.dtype} {image.shape}; give uint8 (height, width, 3).")
    if not all(SMALLEST <= side <= LARGEST for side in image.shape[:2]):
        raise ValueError(
            f"The picture has {image.shape[0]} × {image.shape[1]} pixels; "
            f"give {SMALLEST} to {LARGEST} on each side."
        )
    device = next(network.parameters()).device
    return network.image_encoder(as_input(image[None]).to(device))


def answer(
    network: SAM, embedding: Embedding, prompts: Prompts, previous: NDArray[np.float32] | None = None
) -> Candidates:
    """The candidates for one prompt; `previous` are the logits (height, width) of the mask being corrected.

    Raises:
        PromptError: the prompt cannot be answered; the message says what to do.
        ValueError: `previous` is not as large as the picture.
    """
    check(prompts, embedding.height, embedding.width)
    if previous is not None and previous.shape != (embedding.height, embedding.width):
        raise ValueError(
            f"The previous logits are {previous.shape}; "
            f"the picture is ({embedding.height}, {embedding.width})."
        )
    logits, iou, attention = decode(
        network, embedding, (prompts,), None if previous is None else previous[None]
    )
    best = int(iou[0].argmax())
    cell = STRIDE * max(embedding.height, embedding.width) / max(embedding.working_size)
    return Candidates(logits[0], logits[0] > 0, iou[0], best, attention[0, best], cell)


@torch.inference_mode()
def decode(
    network: SAM,
    embedding: Embedding,
    prompts: Sequence[Prompts],
    previous: NDArray[np.float32] | None = None,
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Many prompts on one picture at once: logits (n, 3, h, w), predicted IoU (n, 3), attention (n, 3, rows, columns).

    `previous` are logits (n, height, width) for all of them, or None.
    """
    device = embedding.cells.device
    earlier = None if previous is None else torch.from_numpy(np.ascontiguousarray(previous)).to(device)
    points = points_of([row_of(each) for each in prompts], np.zeros(len(prompts), np.int64), device)
    masks = network.decode(embedding, points, earlier)
    parts: tuple[Tensor, ...] = (masks.logits, masks.iou, masks.attention)
    logits, iou, attention = (part.float().cpu().numpy() for part in parts)
    return logits, iou, attention


def row_of(prompts: Prompts) -> Row:
    """Prompts as points: a pixel's middle is half a pixel in; a box's corners lie on the pixels' outer edges."""
    row: Row = []
    if prompts.box is not None:
        row.append((prompts.box.top, prompts.box.left, TOP_LEFT))
        row.append((prompts.box.bottom, prompts.box.right, BOTTOM_RIGHT))
    for click in prompts.clicks:
        row.append((click.row + 0.5, click.column + 0.5, POSITIVE if click.positive else NEGATIVE))
    return row
