"""Skip surgery: cut, blur, shuffle or swap what a U-Net's skips carry, and see what the mask loses.

The encoder never sees the edits, so its maps are computed once and only the decoder runs again.

An edited skip is not a network without one. The decoder was trained with every skip intact and has
never met a zero or a blurred map there; a network trained without skips has learned to do without.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from lessons.metrics.pooled import PixelScores, scores_of
from lessons.models.serving.trace import Trace, trace
from lessons.models.unet import EditSkip, UNet

Edit = Literal["keep", "zero", "blur", "shuffle", "swap"]

EDITS: tuple[Edit, ...] = get_args(Edit)

BLUR = 5
"""Side of the square, in cells of the skip's own map, over which "blur" averages."""


@dataclass(frozen=True)
class EncoderMaps:
    """What the encoder made of one picture of `height` × `width` pixels.

    `skips[level]` (1, channels, height / 2^level, width / 2^level), level 0 at full resolution, of the
    padded picture; `bottleneck` is the deepest map.
    """

    skips: tuple[Tensor, ...]
    bottleneck: Tensor
    height: int
    width: int


def maps_in(trace: Trace) -> EncoderMaps:
    """The encoder's maps of a traced U-Net, without computing anything again.

    They are where the trace is; to `decode` them, the network must be on the same device.
    """
    maps = []
    while (path := f"encoder.{len(maps)}") in trace.activations:
        maps.append(trace.activations[path])
    return EncoderMaps(tuple(maps[:-1]), maps[-1], trace.logits.shape[-2], trace.logits.shape[-1])


def edited(edits: Sequence[Edit], other: Sequence[Tensor] | None = None, seed: int = 0) -> EditSkip:
    """What the U-Net's `edit_skip` takes: one edit for each level, level 0 (full resolution) first.

    keep: as it is. zero: every number 0. blur: each cell becomes the mean of the 5 × 5 cells around
    it (at the edge, of those that exist). shuffle: the channels in another order, decided by `seed`
    and the level; every edge stays where it was, but the decoder no longer knows what it is an edge
    of. swap: the skip of the same level from `other`, another picture's `EncoderMaps.skips`.

    Raises:
        ValueError: an edit is unknown, or one is "swap" and there is no other picture; and when the
            skip is edited, if the other picture has another size.
    """
    unknown = [edit for edit in edits if edit not in EDITS]
    if unknown:
        raise ValueError(f"The edit {unknown[0]!r} is unknown; choose one of {', '.join(EDITS)}.")
    if "swap" in edits and other is None:
        raise ValueError("To swap a skip, choose another picture to take it from.")

    def edit_skip(level: int, skip: Tensor) -> Tensor:
        match edits[level]:
            case "keep":
                return skip
            case "zero":
                return torch.zeros_like(skip)
            case "blur":
                return functional.avg_pool2d(skip, BLUR, 1, BLUR // 2, count_include_pad=False)
            case "shuffle":
                chance = torch.Generator().manual_seed(1000 * seed + level)
                return skip[:, torch.randperm(skip.shape[1], generator=chance).to(skip.device)]
            case "swap":
                theirs = cast("Sequence[Tensor]", other)[level]
                if theirs.shape != skip.shape:
                    raise ValueError("The other picture has another size; choose one of the same size.")
                return theirs

    return edit_skip


@torch.no_grad()
def decode(
    model: UNet,
    maps: EncoderMaps,
    edits: Sequence[Edit],
    other: EncoderMaps | None = None,
    seed: int = 0,
) -> Tensor:
    """Run only the way up, with edited skips: logits (1, classes, height, width).

    Raises:
        ValueError: as `edited`; the network has no skips, or another number of them than `edits`.
    """
    if not model.skips:
        raise ValueError("This network was built without skips, so there is nothing to cut; choose another.")
    if len(edits) != len(maps.skips):
        raise ValueError(f"The network has {len(maps.skips)} skips; give one edit for each of them.")
    edit_skip = edited(edits, other.skips if other else None, seed)
    features = maps.bottleneck
    upwards = zip(model.up, model.decoder, reversed(range(len(maps.skips))), strict=True)
    for up, block, level in upwards:
        features = block(torch.cat([edit_skip(level, maps.skips[level]), up(features)], dim=1))
    return model.head(features)[..., : maps.height, : maps.width]


@torch.no_grad()
def scores_without_each(
    model: UNet, images: Tensor, truths: NDArray[Any], num_classes: int
) -> tuple[PixelScores, ...]:
    """The scores with every skip kept, then with skip 0 alone set to zero, with skip 1 alone, and so on.

    `images` (count, 3, height, width), their `truths` (count, height, width). Each picture goes down once.

    Raises:
        ValueError: the network has no skips.
    """
    maps = [maps_in(trace(model, image[None])) for image in images]
    levels = len(model.up)
    whole: tuple[Edit, ...] = ("keep",) * levels
    cuts = [whole, *((*whole[:level], "zero", *whole[level + 1 :]) for level in range(levels))]
    masks = ([decode(model, each, edits)[0].argmax(dim=0).cpu().numpy() for each in maps] for edits in cuts)
    return tuple(scores_of(each, truths, num_classes) for each in masks)
