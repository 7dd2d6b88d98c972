"""How good a network is on pictures it never saw."""

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from lessons.metrics.pooled import PixelScores, scores_of
from lessons.models.device import as_input
from lessons.models.pictures import Pictures


def predictions(
    network: nn.Module, pictures: Pictures, device: torch.device, batch: int = 8
) -> Iterator[NDArray[np.int64]]:
    """The predicted mask, int64 (height, width), of each picture in turn; `network` in eval mode."""
    with torch.inference_mode():
        for start in range(0, len(pictures.images), batch):
            image = as_input(pictures.images[start : start + batch]).to(device)
            yield from network(image).argmax(dim=1).cpu().numpy()


def score(
    network: nn.Module, pictures: Pictures, num_classes: int, device: torch.device | None = None
) -> PixelScores:
    """Score a network in eval mode on labelled pictures."""
    masks = predictions(network, pictures, device or torch.device("cpu"))
    return scores_of(masks, pictures.masks, num_classes)
