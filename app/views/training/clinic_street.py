"""Each bug of the clinic on one street, beside its cure, both run just now."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from app import wiring
from app.ui.figures.grids import painted
from app.ui.figures.street_pictures import SIZE, coloured, street
from app.ui.networks import guard
from lessons.metrics.boundary import boundary_band
from lessons.metrics.confusion import confusion_matrix
from lessons.metrics.overlap import mean_iou
from lessons.models.serving.networks import LoadedNetwork
from lessons.scenes import CLASS_NAMES, Scene
from lessons.training import clinic
from lessons.training.loss_pictures import gradient_picture

_CLASSES = len(CLASS_NAMES)


@dataclass(frozen=True, eq=False)
class Comparison:
    """A bug and its cure on a street: a picture with its caption for each, and the functions that ran."""

    broken: tuple[NDArray[np.uint8], str]
    mended: tuple[NDArray[np.uint8], str]
    functions: tuple[Callable[..., Any], ...]


def _labels(scene: Scene) -> Comparison:
    labels, side = torch.from_numpy(scene.mask.astype(np.int64))[None], SIZE // 2
    resized = [
        each(labels, side, side)[0].numpy() for each in (clinic.resize_labels_broken, clinic.resize_labels)
    ]
    # Nearest takes one of the four pixels that a small one replaces, so a class of none of them is invented.
    four = scene.mask.reshape(side, 2, side, 2)
    invented = [int((mask[:, None, :, None] != four).all(axis=(1, 3)).sum()) for mask in resized]
    captions = [
        f"{count} pixels hold a class that none of the pixels they replace has." for count in invented
    ]
    return Comparison(
        (coloured(resized[0]), captions[0]),
        (coloured(resized[1]), captions[1]),
        (clinic.resize_labels_broken, clinic.resize_labels),
    )


def _binary(scene: Scene) -> Comparison:
    stored = np.where(scene.mask == CLASS_NAMES.index("car"), 255, 0).astype(np.uint8)
    pulls, captions = [], []
    for target in (clinic.binary_target_broken(stored), clinic.binary_target(stored)):
        logits = torch.zeros_like(target, requires_grad=True)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="sum")
        (gradient,) = torch.autograd.grad(loss, logits)
        pulls.append(-gradient.numpy())
        up, down = -float(gradient.min()), float(gradient.max())
        captions.append(f"A pixel of the car pulls up by {up:.1f}, every other pixel down by {down:.1f}.")
    broken, mended = _one_scale(*pulls)
    return Comparison(
        (broken, captions[0]), (mended, captions[1]), (clinic.binary_target_broken, clinic.binary_target)
    )


def _ignored(scene: Scene) -> Comparison:
    labels = torch.from_numpy(scene.mask.astype(np.int64))[None]
    labels[0][torch.from_numpy(boundary_band(scene.mask, _CLASSES, 1))] = clinic.IGNORE_INDEX
    logits, last = _street_logits(scene), _CLASSES - 1
    pulls, captions = [], []
    for loss in (clinic.ignoring_loss_broken, clinic.ignoring_loss):
        upwards = -gradient_picture(loss, logits, labels).of_class(last)[0].numpy()
        pulls.append(upwards)
        rising = int((upwards > 1e-7).sum())
        captions.append(f"{rising:,} pixels are asked to look more like a {CLASS_NAMES[last]}.")
    broken, mended = _one_scale(*pulls)
    return Comparison(
        (broken, captions[0]), (mended, captions[1]), (clinic.ignoring_loss_broken, clinic.ignoring_loss)
    )


def _twice(scene: Scene) -> Comparison:
    labels, logits = torch.from_numpy(scene.mask.astype(np.int64))[None], _street_logits(scene)
    gradients = [gradient_picture(loss, logits, labels) for loss in (clinic.loss_broken, clinic.loss)]
    captions = [
        f"The loss is {each.loss:.3f}, the whole pull {float(each.strength.sum()):.4f}." for each in gradients
    ]
    broken, mended = _one_scale(*(each.strength[0].numpy() for each in gradients))
    return Comparison((broken, captions[0]), (mended, captions[1]), (clinic.loss_broken, clinic.loss))


def _wrong_dimension(scene: Scene) -> Comparison:
    streets = [street(seed) for seed in range(_CLASSES)]
    logits = torch.cat([_street_logits(each) for each in streets])
    return _masks(
        scene,
        clinic.masks_broken(logits)[0].numpy(),
        clinic.masks(logits)[0].numpy(),
        clinic.masks_broken,
        clinic.masks,
    )


def _colours(scene: Scene) -> Comparison:
    by_opencv = np.ascontiguousarray(scene.image[..., ::-1])
    masks = [
        _mask_of(wiring.networks().logits(guard.WITH_SKIPS, read(by_opencv)))
        for read in (clinic.read_by_opencv_broken, clinic.read_by_opencv)
    ]
    return _masks(scene, masks[0], masks[1], clinic.read_by_opencv_broken, clinic.read_by_opencv)


def _absent(scene: Scene) -> Comparison:
    # The upper part of a street has neither road nor cars.
    mask = scene.mask[: SIZE // 3]
    confusion = confusion_matrix(mask, mask, _CLASSES)
    present = int((confusion.sum(axis=1) > 0).sum())
    captions = [f"A perfect prediction scores {each(confusion):.3f}; {present} of {_CLASSES} classes are there."
            for each in (clinic.mean_iou_broken, clinic.mean_iou)]  # fmt: skip
    return Comparison(
        (coloured(mask), captions[0]),
        (coloured(mask), captions[1]),
        (clinic.mean_iou_broken, clinic.mean_iou),
    )


def _modes(scene: Scene) -> Comparison:
    def work(prepared: LoadedNetwork) -> tuple[Tensor, Tensor]:
        # Beside the street, three that are a quarter as bright.
        pictures = [prepared.ready(image).cpu() for image in (scene.image, *_dark_streets())]
        image = torch.cat(pictures).to(prepared.device)
        both = (clinic.predicted_broken, clinic.predicted)
        # A copy: one call in training mode would change the running statistics of everybody's network.
        broken, mended = (each(copy.deepcopy(prepared.network), image).float().cpu() for each in both)
        return broken, mended

    broken, mended = wiring.networks().run(guard.WITH_SKIPS, scene.image, "both modes", work)
    return _masks(scene, _mask_of(broken), _mask_of(mended), clinic.predicted_broken, clinic.predicted)


def _one_scale(*maps: NDArray[np.floating]) -> list[NDArray[np.uint8]]:
    """Signed maps in the colours of the ramp, 0 in its middle; square roots, as a few pixels pull far harder."""
    roots = [np.sign(each) * np.sqrt(np.abs(each)) for each in maps]
    largest = max(float(np.abs(each).max()) for each in roots)
    return [painted(each, largest, -largest) for each in roots]


def _dark_streets() -> list[NDArray[np.uint8]]:
    return [street(seed).image // 4 for seed in (1, 2, 3)]


def _masks(
    scene: Scene,
    broken: NDArray[np.int64],
    mended: NDArray[np.int64],
    *functions: Callable[..., Any],
) -> Comparison:
    captions = [f"mIoU {mean_iou(mask, scene.mask, _CLASSES):.3f}." for mask in (broken, mended)]
    return Comparison((coloured(broken), captions[0]), (coloured(mended), captions[1]), functions)


def _street_logits(scene: Scene) -> Tensor:
    return wiring.networks().logits(guard.WITH_SKIPS, scene.image)


def _mask_of(logits: Tensor) -> NDArray[np.int64]:
    return guard.mask_of(logits)


BUGS: dict[str, tuple[str, Callable[[Scene], Comparison]]] = {
    "New classes along the edges of a resized mask": ("edge_classes", _labels),
    "Everything becomes the object": ("road_target", _binary),
    "One class creeps along all outlines": ("border_class", _ignored),
    "The loss stops falling far above zero": ("flat_loss", _twice),
    "The mask looks like several pictures at once": ("odd_shape", _wrong_dimension),
    "Good on the training data, bad on files read another way": ("input_colours", _colours),
    "Perfect pictures score less than 1": ("low_score", _absent),
    "The mask of a picture depends on the pictures beside it": ("changing_mask", _modes),
}
"""What somebody noticed, the stem of its two exercises' names, and the function that compares bug and cure."""
