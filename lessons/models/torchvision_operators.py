"""torchvision, with its compiled operators or, where they cannot be loaded, with plain torch in their place.

torchvision's wheel holds compiled operators that fit one build of torch. Beside another, such as a
CPU-only torch, they cannot be loaded, and importing torchvision ends in "operator torchvision::nms
does not exist". Whatever needs torchvision takes it from here:

    from lessons.models.torchvision_operators import torchvision

When loading fails, the operators are declared to torch under the same names, and the three that a
Mask R-CNN needs get kernels here: `nms`, `roi_align` and its gradient. When it succeeds, nothing here
is used. RoIAlign is from He et al. (2017), "Mask R-CNN", arXiv 1703.06870, section 3.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import torch
from torch import Tensor

_BOXES = "Tensor dets, Tensor scores, float iou_threshold"
_SIZE = "SymInt batch_size, SymInt channels, SymInt height, SymInt width"
_BINS = "float spatial_scale, SymInt pooled_height, SymInt pooled_width"
_STEPS = "SymInt stride_h, SymInt stride_w, SymInt pad_h, SymInt pad_w, SymInt dilation_h, SymInt dilation_w"
_DEFORM = f"{_STEPS}, SymInt groups, SymInt offset_groups, bool use_mask"
_WEIGHTS = "Tensor input, Tensor weight, Tensor offset, Tensor mask, Tensor bias"
_SCALES = "float input_scale, int input_zero_point, float rois_scale, int rois_zero_point"

# Every operator that torchvision 0.28 speaks of while it is imported, as its compiled library declares it.
_SCHEMAS = (
    "_cuda_version() -> int",
    f"nms({_BOXES}) -> Tensor",
    f"qnms({_BOXES}) -> Tensor",
    f"roi_align(Tensor input, Tensor rois, {_BINS}, int sampling_ratio, bool aligned) -> Tensor",
    f"_roi_align_backward(Tensor grad, Tensor rois, {_BINS}, {_SIZE}, int sampling_ratio, bool aligned) -> Tensor",
    f"qroi_align(Tensor input, Tensor rois, {_SCALES}, {_BINS}, int sampling_ratio, bool aligned) -> Tensor",
    f"roi_pool(Tensor input, Tensor rois, {_BINS}) -> (Tensor, Tensor)",
    f"_roi_pool_backward(Tensor grad, Tensor rois, Tensor argmax, {_BINS}, {_SIZE}) -> Tensor",
    f"ps_roi_align(Tensor input, Tensor rois, {_BINS}, int sampling_ratio) -> (Tensor, Tensor)",
    f"_ps_roi_align_backward(Tensor grad, Tensor rois, Tensor channel_mapping, {_BINS}, int sampling_ratio, "
    f"{_SIZE}) -> Tensor",
    f"ps_roi_pool(Tensor input, Tensor rois, {_BINS}) -> (Tensor, Tensor)",
    f"_ps_roi_pool_backward(Tensor grad, Tensor rois, Tensor channel_mapping, {_BINS}, {_SIZE}) -> Tensor",
    f"deform_conv2d({_WEIGHTS}, {_DEFORM}) -> Tensor",
    f"_deform_conv2d_backward(Tensor grad, {_WEIGHTS}, {_DEFORM}) -> (Tensor, Tensor, Tensor, Tensor, Tensor)",
    "box_iou_rotated(Tensor boxes1, Tensor boxes2) -> Tensor",
)


def nms(boxes: Tensor, scores: Tensor, iou_threshold: float) -> Tensor:
    """Non-maximum suppression: the indices, int64, of the boxes that stay, highest score first.

    From the highest `scores` (boxes,) down, a box goes if its IoU with one that stays is above the
    threshold. `boxes` (boxes, 4) hold left, top, right, bottom. The rule is that of
    `lessons.flavours.instances.nms`, which is written to be read and takes several times as long for
    the hundreds of boxes of one forward; a test holds the two together.
    """
    order = scores.argsort(descending=True, stable=True)
    left, top, right, bottom = boxes[order].unbind(dim=1)
    wide, high = (
        (torch.minimum(end[:, None], end) - torch.maximum(start[:, None], start)).clamp_min(0)
        for start, end in ((left, right), (top, bottom))
    )
    shared, area = wide * high, (right - left) * (bottom - top)
    covers = (shared / (area[:, None] + area - shared) > iou_threshold).triu(diagonal=1)
    stays = torch.ones(len(boxes), dtype=torch.bool, device=boxes.device)
    # Each round settles at least the next box: the first cannot go, the second depends on it alone, ...
    while not torch.equal(stays, stays := ~covers[stays].any(dim=0)):
        pass
    return order[stays]


def roi_align(
    features: Tensor,
    rois: Tensor,
    scale: float,
    pooled_height: int,
    pooled_width: int,
    sampling_ratio: int,
    aligned: bool,
) -> Tensor:
    """The features inside each region, on a grid: (regions, channels, pooled_height, pooled_width).

    `features` (batch, channels, height, width); `rois` (regions, 5) hold the index in the batch, then
    left, top, right, bottom, in units of which `scale` make one cell. A bin is the mean of
    bilinear samples, `sampling_ratio` squared of them, or with 0 or less about one per cell. A bilinear
    weight is a vertical times a horizontal one, so each region is two products of matrices.
    """
    height, width = features.shape[-2:]
    down = _mixing(rois[:, 2], rois[:, 4], scale, pooled_height, height, sampling_ratio, aligned)
    across = _mixing(rois[:, 1], rois[:, 3], scale, pooled_width, width, sampling_ratio, aligned)
    pooled = features.new_zeros(len(rois), features.shape[1], pooled_height, pooled_width)
    for index, here in _by_picture(rois):
        rows = down[here].flatten(0, 1) @ features[index].transpose(0, 1).flatten(1)
        bins = rows.view(len(here), -1, width) @ across[here].mT
        pooled[here] = bins.view(len(here), pooled_height, -1, pooled_width).transpose(1, 2)
    return pooled


def roi_align_gradient(
    gradient: Tensor,
    rois: Tensor,
    scale: float,
    pooled_height: int,
    pooled_width: int,
    batch_size: int,
    channels: int,
    height: int,
    width: int,
    sampling_ratio: int,
    aligned: bool,
) -> Tensor:
    """The gradient for `features` of `roi_align`: the same two products, transposed, summed over the regions."""
    down = _mixing(rois[:, 2], rois[:, 4], scale, pooled_height, height, sampling_ratio, aligned)
    across = _mixing(rois[:, 1], rois[:, 3], scale, pooled_width, width, sampling_ratio, aligned)
    result = gradient.new_zeros(batch_size, channels, height, width)
    for index, here in _by_picture(rois):
        bins = gradient[here].transpose(1, 2).flatten(1, 2)
        rows = (bins @ across[here]).view(len(here) * pooled_height, -1)
        result[index] = (down[here].flatten(0, 1).mT @ rows).view(height, channels, width).transpose(0, 1)
    return result


def _by_picture(rois: Tensor) -> list[tuple[int, Tensor]]:
    """Each index in the batch that has regions, and which regions those are."""
    of = rois[:, 0].long()
    return [(index, (of == index).nonzero()[:, 0]) for index in of.unique().tolist()]


def _mixing(
    start: Tensor, end: Tensor, scale: float, bins: int, cells: int, sampling_ratio: int, aligned: bool
) -> Tensor:
    """How much of each cell goes into each bin, along one axis: (regions, bins, cells)."""
    start, end = (start * scale - 0.5, end * scale - 0.5) if aligned else (start * scale, end * scale)
    length = end - start if aligned else (end - start).clamp_min(1)
    per_bin = torch.full_like(length, sampling_ratio) if sampling_ratio > 0 else (length / bins).ceil()
    most = int(per_bin.max().clamp_min(1)) if len(per_bin) else 1
    sample = torch.arange(most, device=start.device, dtype=start.dtype)
    is_sample = sample < per_bin[:, None]
    part = (sample + 0.5) / per_bin.clamp_min(1)[:, None]
    bin_start = torch.arange(bins, device=start.device, dtype=start.dtype)[:, None]
    at = start[:, None, None] + (length / bins)[:, None, None] * (bin_start + part[:, None])
    # A sample more than a cell outside counts as 0; one nearer takes the value at the border.
    counts = is_sample[:, None] & (at >= -1) & (at <= cells)
    near = 1 - (at.clamp(0, cells - 1)[..., None] - torch.arange(cells, device=start.device)).abs()
    weights = (near.clamp_min(0) * counts[..., None]).sum(dim=2)
    return weights / per_bin.clamp_min(1)[:, None, None]


def _declare() -> None:
    """Declare torchvision's operators to torch; three of them, and the version, get kernels."""
    for schema in _SCHEMAS:
        _LIBRARY.define(schema)
    _LIBRARY.impl("_cuda_version", lambda: -1, "CompositeExplicitAutograd")
    _LIBRARY.impl("nms", nms, "CPU")
    _LIBRARY.impl("roi_align", roi_align, "CPU")
    _LIBRARY.impl("_roi_align_backward", roi_align_gradient, "CPU")


def _import_torchvision() -> ModuleType:
    """torchvision, imported in such a way that our operators take the place of a library that cannot be loaded."""
    load: Callable[[str], None] = torch.ops.load_library

    def load_or_declare(path: str) -> None:
        try:
            load(path)
        except OSError:
            if Path(path).stem.partition(".")[0] != "_C":
                raise
            _declare()

    torch.ops.load_library = load_or_declare
    try:
        return import_module("torchvision")
    finally:
        torch.ops.load_library = load


# torch forgets what was declared once this object is gone.
_LIBRARY = torch.library.Library("torchvision", "FRAGMENT")
torchvision = _import_torchvision()
