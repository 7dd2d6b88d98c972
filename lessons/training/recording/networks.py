"""What the trained U-Net says when its input or its use is wrong: the clinic's predictions, for `clinic` beside it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from lessons.metrics.confusion import confusion_matrix
from lessons.models.device import as_input
from lessons.models.pictures import FIRST_TRAINING_SEED, scene_pictures
from lessons.models.unet import UNet
from lessons.models.weights import load
from lessons.scenes import CLASS_NAMES
from lessons.training import clinic

Entry = dict[str, Any]
SIZE = 96
CLASSES = len(CLASS_NAMES)
SETTINGS = ((2, 96, 64), (3, 64, 96), (4, 96, 80), (6, 80, 96), (8, 64, 80), (8, 96, 64))
"""Pictures, height and width of a batch; with 8 pictures there are as many of them as classes."""
SCENES = tuple(range(2000, 2064, 8))
"""The first of eight held-out seeds each."""
NIGHT = 0.15  # the brightness of the pictures of the night


def dimensions() -> Entry:
    """The shape and the values of argmax over each of four dimensions, for several batches."""
    unet, entries = load("unet"), []
    for (count, height, width), first in zip(SETTINGS, SCENES, strict=False):
        pictures = scene_pictures(range(first, first + count), SIZE)
        logits = clinic.predicted(unet, as_input(pictures.images)[..., :height, :width])
        truth = pictures.masks[:, :height, :width]
        results = []
        for dimension in range(4):
            masks = logits.argmax(dim=dimension).numpy()
            fits = masks.shape == truth.shape
            accuracy = round(float((masks == truth).mean()), 3) if fits else None
            results.append({"shape": list(masks.shape), "largest": int(masks.max()), "accuracy": accuracy})
        entries.append({"first": first, "logits": list(logits.shape), "results": results})
    return {"batches": entries}


def training_colours() -> tuple[Tensor, Tensor]:
    """The mean and the standard deviation of each channel over 200 training scenes, to three decimals."""
    images = scene_pictures(range(FIRST_TRAINING_SEED, FIRST_TRAINING_SEED + 200), SIZE).images / 255.0
    mean, std = images.mean(axis=(0, 1, 2)), images.std(axis=(0, 1, 2))
    return torch.tensor(mean, dtype=torch.float32), torch.tensor(std, dtype=torch.float32)


def colours() -> Entry:
    """Eight batches prepared in four ways: their numbers, the mIoU, and one mask.

    The U-Net learned from images in [0, 1]. Undoing the right normalisation before it makes the same
    network as one that learned from normalised images.
    """
    unet = load("unet")
    mean, std = (each.mul(1000).round().div(1000) for each in training_colours())
    entry: Entry = {"mean": rounded(mean), "std": rounded(std), "batches": []}
    for first in SCENES:
        pictures = scene_pictures(range(first, first + 8), SIZE)
        image = as_input(pictures.images)
        opened = clinic.read_by_opencv_broken(np.ascontiguousarray(pictures.images[..., ::-1]))
        ways = {
            "right": clinic.normalised(image, mean, std),
            "bgr": clinic.normalised(as_input(opened), mean, std),
            "swapped": clinic.normalised_broken(image, mean, std),
            "undivided": clinic.normalised(image * 255, mean, std),
        }
        batch: Entry = {"first": first, "truth": thinned(pictures.masks[0])}
        for name, prepared in ways.items():
            undone = prepared * std[:, None, None] + mean[:, None, None]
            masks = ids(clinic.predicted(unet, undone))
            flat = masks.reshape(-1, SIZE), pictures.masks.reshape(-1, SIZE)
            batch[name] = {
                "mean": rounded(prepared.mean(dim=(0, 2, 3))),
                "std": rounded(prepared.std(dim=(0, 2, 3))),
                "miou": round(clinic.mean_iou(confusion_matrix(*flat, CLASSES)), 3),
                "mask": thinned(masks[0]),
            }
        entry["batches"].append(batch)
    return entry


def companions() -> Entry:
    """One picture alone and beside three of the night, by the U-Net used in four ways, and how often it changes."""
    entries = []
    for first in SCENES:
        pictures = scene_pictures(range(first, first + 4), SIZE)
        image, truth = as_input(pictures.images), pictures.masks[0]
        image[1:] *= NIGHT
        scene: Entry = {"first": first, "truth": thinned(truth)}
        for name, use in _uses(np.random.default_rng(first)).items():
            together, alone = use(image)[0], use(image[:1])[0]
            again = [use(image)[0] for _ in range(5)]
            scene[name] = {
                "again": round(float(np.mean([(each != together).mean() for each in again])), 4),
                "alone": round(float((alone != together).mean()), 4),
                "accuracy": round(float((alone == truth).mean()), 3),
                "alone_mask": thinned(alone),
                "together_mask": thinned(together),
            }
        entries.append(scene)
    return {"scenes": entries}


def _uses(chance: np.random.Generator) -> dict[str, Callable[[Tensor], NDArray[np.int64]]]:
    """Ways to turn an image (batch, 3, height, width) into masks: one for each bug, with a network of its own."""
    left_training, dropping, mirroring, fresh = (load("unet") for _ in range(4))
    assert isinstance(dropping, UNet)
    for module in fresh.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.reset_running_stats()
    generator = torch.Generator().manual_seed(int(chance.integers(2**31)))

    def dropped(level: int, skip: Tensor) -> Tensor:
        survivors = torch.rand(skip.shape[:2], generator=generator)[..., None, None] < 0.5
        return skip * survivors * 2

    return {
        "training": lambda image: ids(clinic.predicted_broken(left_training, image)),
        "dropout": lambda image: ids(dropping(image, edit_skip=dropped)),
        "mirrored": lambda image: ids(
            clinic.predicted(mirroring, image.flip(-1) if chance.random() < 0.5 else image)
        ),
        "fresh": lambda image: ids(clinic.predicted(fresh, image)),
    }


def ids(logits: Tensor) -> NDArray[np.int64]:
    """The masks (batch, height, width)."""
    return clinic.masks(logits).numpy()


def rounded(values: Tensor) -> list[float]:
    """Three decimals of each."""
    return [round(value, 3) for value in values.tolist()]


def thinned(mask: NDArray[Any]) -> list[str]:
    """Every fourth row and column of a mask, one text per row, one digit per cell."""
    return ["".join(map(str, row)) for row in mask[::4, ::4].tolist()]
