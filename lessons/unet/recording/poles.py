"""Trains U-Nets to find poles one pixel wide and records how well: `python -m lessons.unet.recording.poles`.

Does pooling lose which of two columns a pole stood in? If it did, a network without skips could not be right
more than half of the time. A few minutes on one thread.
"""

import time

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from lessons.metrics.pooled import scores_of
from lessons.models.device import as_input
from lessons.models.unet import UNet
from lessons.unet.recording.written import write
from lessons.unet.trials import PoleTrial

SEEDS = (0, 1, 2)
POOLINGS = (1, 2, 3, 4)
WIDTHS = (16, 24, 32, 64, 128)
SIDE, STEPS, BATCH, HELD_OUT = 32, 300, 8, 100


def poles(chance: np.random.Generator, count: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Grainy pictures with one to four upright poles each, one pixel wide, uint8 (count, side, side, 3).

    The masks, uint8 (count, side, side), are 1 on a pole and 0 elsewhere.
    """
    images = chance.integers(60, 150, (count, SIDE, SIDE, 3)).astype(np.uint8)
    masks = np.zeros((count, SIDE, SIDE), np.uint8)
    for image, mask in zip(images, masks, strict=True):
        for column in chance.choice(SIDE, chance.integers(1, 5), replace=False):
            top, height = chance.integers(0, SIDE // 2), chance.integers(SIDE // 4, SIDE // 2)
            image[top : top + height, column] = chance.integers(170, 240, 3)
            mask[top : top + height, column] = 1
    return images, masks


def trial(poolings: int, skips: bool, seed: int) -> PoleTrial:
    """One training, and the IoU of the poles in pictures that it never saw."""
    torch.manual_seed(seed)
    network, chance = UNet(2, skips, widths=WIDTHS[: poolings + 1]), np.random.default_rng((seed, 0))
    optimiser = torch.optim.AdamW(network.parameters(), lr=0.005)
    for _ in range(STEPS):
        images, masks = poles(chance, BATCH)
        loss = functional.cross_entropy(network(as_input(images)), torch.from_numpy(masks).long())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    images, masks = poles(np.random.default_rng((seed, 1)), HELD_OUT)
    with torch.inference_mode():
        predicted = network.eval()(as_input(images)).argmax(dim=1).numpy()
    return PoleTrial(poolings, skips, seed, round(scores_of(predicted, masks, 2).per_class_iou[1], 4))


def main() -> None:
    """Train all and write the record."""
    torch.set_num_threads(1)
    trials, start = [], time.process_time()
    for seed in SEEDS:
        for poolings in POOLINGS:
            for skips in (True, False):
                trials.append(trial(poolings, skips, seed))
                print(trials[-1], flush=True)
    write("poles", trials, start, steps=STEPS, pictures=HELD_OUT, side=SIDE)


if __name__ == "__main__":
    main()
