"""The bug clinic's trainings: for each bug one with the bug in it and one with the cure, the same in all else.

Four bugs spoil what a network learns. The other four only spoil how it is looked at: the very same training goes
on beneath, and what is read off it is wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from lessons.scenes import CLASS_NAMES
from lessons.training import clinic
from lessons.training.lab.clinic_parts import (
    CLASSES,
    ROAD,
    Masks,
    beside_dark_ones,
    half_size,
    on_road,
    outlines_unknown,
    pooled,
    road_file,
    road_iou,
    road_loss,
    tile_by_tile,
)


@dataclass(frozen=True)
class Side:
    """A training with the bug or with the cure: the `functions` that differ, and where they take part.

    `target` makes of the true ids, int64 (batch, height, width), what `loss` takes. When the network is looked
    at, `read` makes of what OpenCV reads an image, `predicted` its logits, `masks` the masks, and `score` one
    number of these and the truth.
    """

    functions: tuple[Callable[..., Any], ...]
    target: Callable[[Tensor], Tensor] = lambda truth: truth
    loss: Callable[[Tensor, Tensor], Tensor] = clinic.loss
    read: Callable[[NDArray[np.uint8]], NDArray[np.uint8]] = clinic.read_by_opencv
    predicted: Callable[[nn.Module, Tensor], Tensor] = clinic.predicted
    masks: Callable[[Tensor], Tensor] = clinic.masks
    score: Callable[[Masks, Masks], float] = pooled


@dataclass(frozen=True)
class Trial:
    """One bug's two trainings. `scored` says what their score is; `outputs` are the channels of the logits.

    `network` is one of `lessons.models`; it sees `batch` pictures at a step, at the learning rate `rate`.
    """

    broken: Side
    cured: Side
    scored: str = "mIoU"
    class_names: tuple[str, ...] = CLASS_NAMES
    outputs: int = CLASSES
    network: str = "fcn_fused"
    batch: int = 4
    rate: float = 0.004

    def side(self, cured: bool) -> Side:
        """The one with the cure or the one with the bug."""
        return self.cured if cured else self.broken

    def truth(self, masks: Masks) -> Masks:
        """The truth that the masks are scored against: the scenes' own, or where their road is."""
        return masks if self.outputs > 1 else (masks == ROAD).astype(np.uint8)


_ROAD: Any = {"loss": road_loss, "masks": on_road, "score": road_iou}

TRIALS: dict[str, Trial] = {
    "edge_classes": Trial(
        Side((clinic.resize_labels_broken,), target=partial(half_size, clinic.resize_labels_broken)),
        Side((clinic.resize_labels,), target=partial(half_size, clinic.resize_labels)),
    ),
    "road_target": Trial(
        Side((clinic.binary_target_broken,), partial(road_file, clinic.binary_target_broken), **_ROAD),
        Side((clinic.binary_target,), partial(road_file, clinic.binary_target), **_ROAD),
        "IoU of the road",
        ("background", "road"),
        outputs=1,
        network="tiny_unet",
        batch=8,
        rate=0.005,
    ),
    "border_class": Trial(
        Side((clinic.ignoring_loss_broken,), outlines_unknown, clinic.ignoring_loss_broken),
        Side((clinic.ignoring_loss,), outlines_unknown, clinic.ignoring_loss),
    ),
    "flat_loss": Trial(
        Side((clinic.loss_broken,), loss=clinic.loss_broken), Side((clinic.loss,), loss=clinic.loss)
    ),
    "odd_shape": Trial(
        Side((clinic.masks_broken,), masks=clinic.masks_broken), Side((clinic.masks,), masks=clinic.masks)
    ),
    "input_colours": Trial(
        Side((clinic.read_by_opencv_broken,), read=clinic.read_by_opencv_broken),
        Side((clinic.read_by_opencv,), read=clinic.read_by_opencv),
    ),
    "low_score": Trial(
        Side((clinic.mean_iou_broken,), score=partial(tile_by_tile, clinic.mean_iou_broken)),
        Side((clinic.mean_iou,), score=partial(tile_by_tile, clinic.mean_iou)),
        "mean mIoU of the tiles",
    ),
    "changing_mask": Trial(
        Side((clinic.predicted_broken,), predicted=partial(beside_dark_ones, clinic.predicted_broken)),
        Side((clinic.predicted,), predicted=partial(beside_dark_ones, clinic.predicted)),
    ),
}
"""By the stem of the names of the bug's exercises."""
