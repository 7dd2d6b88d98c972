"""The operators that stand in for torchvision's compiled ones do what those are defined to do."""

import math
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import Tensor

from lessons.flavours import instances
from lessons.models.torchvision_operators import nms, roi_align, roi_align_gradient, torchvision

ROOT = Path(__file__).parents[3]


def boxes(count: int, seed: int, extent: float = 60) -> Tensor:
    corners = (
        torch.rand(count, 4, generator=torch.Generator().manual_seed(seed), dtype=torch.float64) * extent
    )
    return torch.cat(
        [torch.minimum(corners[:, :2], corners[:, 2:]), torch.maximum(corners[:, :2], corners[:, 2:])], 1
    )


def regions(count: int, pictures: int, seed: int, extent: float = 60) -> Tensor:
    index = (torch.arange(count) % pictures).double()[:, None]
    return torch.cat([index, boxes(count, seed, extent) - extent / 8], dim=1)


def nms_by_hand(boxes: Tensor, scores: Tensor, threshold: float) -> list[int]:
    """Greedy, one box at a time."""

    def area(box: list[float]) -> float:
        return (box[2] - box[0]) * (box[3] - box[1])

    def iou(one: list[float], other: list[float]) -> float:
        wide = min(one[2], other[2]) - max(one[0], other[0])
        high = min(one[3], other[3]) - max(one[1], other[1])
        shared = max(0.0, wide) * max(0.0, high)
        return shared / (area(one) + area(other) - shared)

    kept: list[int] = []
    for index in sorted(range(len(boxes)), key=lambda index: -scores[index].item()):
        if all(iou(boxes[index].tolist(), boxes[other].tolist()) <= threshold for other in kept):
            kept.append(index)
    return kept


def sample(plane: Tensor, y: float, x: float) -> float:
    """Bilinear, as RoIAlign has it: 0 more than a cell outside, the border's value nearer."""
    height, width = plane.shape
    if not (-1 <= y <= height and -1 <= x <= width):
        return 0.0
    y, x = min(max(y, 0), height - 1), min(max(x, 0), width - 1)
    top, left = math.floor(y), math.floor(x)
    bottom, right = min(top + 1, height - 1), min(left + 1, width - 1)
    down, across = y - top, x - left
    value = (1 - down) * ((1 - across) * plane[top, left] + across * plane[top, right])
    return float(value + down * ((1 - across) * plane[bottom, left] + across * plane[bottom, right]))


def roi_align_by_hand(
    features: Tensor, rois: Tensor, scale: float, high: int, wide: int, ratio: int, aligned: bool
) -> Tensor:
    """Bin by bin, sample by sample."""
    result = torch.zeros(len(rois), features.shape[1], high, wide, dtype=features.dtype)
    for k, (index, *sides) in enumerate(rois.tolist()):
        left, top, right, bottom = (side * scale - (0.5 if aligned else 0) for side in sides)
        height, width = bottom - top, right - left
        if not aligned:
            height, width = max(height, 1.0), max(width, 1.0)
        rows = ratio if ratio > 0 else math.ceil(height / high)
        columns = ratio if ratio > 0 else math.ceil(width / wide)
        for channel in range(features.shape[1]):
            plane = features[int(index), channel]
            for p in range(high):
                for q in range(wide):
                    total = 0.0
                    for i in range(rows):
                        for j in range(columns):
                            y = top + p * height / high + (i + 0.5) * height / high / rows
                            x = left + q * width / wide + (j + 0.5) * width / wide / columns
                            total += sample(plane, y, x)
                    result[k, channel, p, q] = total / max(rows * columns, 1)
    return result


settings = pytest.mark.parametrize(
    ("scale", "ratio", "aligned"),
    [(1.0, 2, False), (0.25, 2, False), (0.5, -1, False), (0.3, 1, True), (0.25, 0, True), (0.13, 3, True)],
)


@pytest.mark.parametrize("threshold", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_nms_keeps_what_the_greedy_loop_keeps(threshold: float):
    for seed in range(5):
        generator = torch.Generator().manual_seed(seed)
        some, scores = boxes(60, seed), torch.rand(60, generator=generator)
        assert nms(some, scores, threshold).tolist() == nms_by_hand(some, scores, threshold)
        taught = instances.nms(instances.box_ious(some, some), scores, threshold)
        assert nms(some, scores, threshold).tolist() == taught.tolist()


def test_nms_follows_a_long_chain():
    """Every box overlaps only its neighbours, so each decision waits for the one before."""
    left = torch.arange(50.0)[:, None] * 4
    chain = torch.cat([left, torch.zeros(50, 1), left + 10, torch.ones(50, 1)], dim=1)
    assert nms(chain, torch.linspace(1, 0, 50), 0.3).tolist() == list(range(0, 50, 2))


def test_equal_scores_keep_their_order():
    apart = torch.tensor([[0.0, 0, 1, 1], [5, 5, 6, 6], [9, 9, 10, 10]])
    assert nms(apart, torch.tensor([0.5, 0.9, 0.5]), 0.5).tolist() == [1, 0, 2]
    assert nms(apart[[0, 0, 0]], torch.ones(3), 0.5).tolist() == [0]
    assert nms(torch.zeros(0, 4), torch.zeros(0), 0.5).shape == (0,)


@settings
def test_roi_align_is_the_sum_over_its_samples(scale: float, ratio: int, aligned: bool):
    """Some regions reach out of the picture on every side, one is outside, one has no width."""
    features = torch.rand(2, 3, 9, 13, dtype=torch.float64)
    rois = regions(9, 2, seed=3)
    rois[0, 1:] = torch.tensor([-90.0, -90, -50, -70])
    rois[1, 1:] = torch.tensor([4.0, 3, 4, 30])
    ours = roi_align(features, rois, scale, 3, 2, ratio, aligned)
    torch.testing.assert_close(ours, roi_align_by_hand(features, rois, scale, 3, 2, ratio, aligned))


def test_single_precision_is_as_good_as_it_can_be():
    features, rois = torch.rand(2, 4, 32, 32), regions(40, 2, seed=5, extent=120).float()
    exact = roi_align(features.double(), rois.double(), 0.25, 7, 7, 2, False)
    assert (roi_align(features, rois, 0.25, 7, 7, 2, False) - exact).abs().max() < 2e-6


@settings
def test_the_gradient_is_that_of_the_sum(scale: float, ratio: int, aligned: bool):
    features = torch.rand(2, 2, 6, 7, dtype=torch.float64, requires_grad=True)
    rois = regions(5, 2, seed=7, extent=40)
    assert torch.autograd.gradcheck(
        lambda features: torchvision.ops.roi_align(features, rois, (2, 3), scale, ratio, aligned), (features,)
    )


def test_the_gradient_kernel_is_the_transpose_of_the_operator():
    """<A x, y> = <x, A' y> for the linear map A from features to bins."""
    features, rois = torch.rand(3, 2, 8, 11, dtype=torch.float64), regions(7, 3, seed=1, extent=50)
    pooled = roi_align(features, rois, 0.25, 4, 5, 2, False)
    other = torch.rand_like(pooled)
    batch, channels, height, width = features.shape
    back = roi_align_gradient(other, rois, 0.25, 4, 5, batch, channels, height, width, 2, False)
    torch.testing.assert_close((pooled * other).sum(), (features * back).sum())


def test_no_region_gives_no_bins_and_no_gradient():
    features, none = torch.rand(1, 2, 4, 4), torch.zeros(0, 5)
    assert roi_align(features, none, 1.0, 7, 7, -1, False).shape == (0, 2, 7, 7)
    assert not roi_align_gradient(torch.zeros(0, 2, 7, 7), none, 1.0, 7, 7, 1, 2, 4, 4, 2, False).any()


def test_torchvision_says_it_has_its_operators_and_uses_them():
    assert torchvision.extension._has_ops()
    some, scores = boxes(30, 1), torch.rand(30)
    assert torchvision.ops.nms(some, scores, 0.4).tolist() == nms_by_hand(some, scores, 0.4)
    features, rois = torch.rand(1, 2, 8, 8, dtype=torch.float64), regions(4, 1, seed=2, extent=8)
    pooled = torchvision.ops.roi_align(features, rois, (2, 2), 1.0, 2)
    torch.testing.assert_close(pooled, roi_align_by_hand(features, rois, 1.0, 2, 2, 2, False))


def test_under_autocast_the_operators_compute_in_single_precision():
    features, rois = torch.rand(1, 2, 8, 8), regions(4, 1, seed=2, extent=8).float()
    exact = torchvision.ops.roi_align(features, rois, (2, 2), 1.0, 2)
    with torch.autocast("cpu", torch.bfloat16):
        rounded = torchvision.ops.roi_align(features.bfloat16(), rois, (2, 2), 1.0, 2)
    assert rounded.dtype == torch.bfloat16
    torch.testing.assert_close(rounded.float(), exact, rtol=0.02, atol=0.01)


def run(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_a_library_that_loads_is_left_alone():
    """A stand-in for the compiled library registers what that would; ours must not replace it."""
    code = """
import sys, torch
load = torch.ops.load_library
kept = torch.library.Library("torchvision", "FRAGMENT")
def loads(path):
    if "_C" not in path.rpartition("/")[2]:
        return load(path)
    source = open("lessons/models/torchvision_operators.py", encoding="utf-8").read()
    for schema in schemas(source):
        kept.define(schema)
    kept.impl("_cuda_version", lambda: -1, "CompositeExplicitAutograd")
    kept.impl("nms", lambda boxes, scores, threshold: torch.tensor([77]), "CPU")
def schemas(source):
    names = {}
    exec(source[source.index("_BOXES ="):source.index("def nms")], names)
    return names["_SCHEMAS"]
torch.ops.load_library = loads
from lessons.models.torchvision_operators import torchvision
assert torch.ops.load_library is loads
assert torchvision.ops.nms(torch.zeros(1, 4), torch.zeros(1), 0.5).tolist() == [77]
"""
    done = run(code)
    assert done.returncode == 0, done.stderr


def test_taken_from_here_torchvision_can_be_imported_first_of_all():
    code = """
from lessons.models.torchvision_operators import torchvision
import torch, torchmetrics
from torchvision.models.detection import MaskRCNN
assert torchvision.ops.nms(torch.zeros(1, 4), torch.zeros(1), 0.5).tolist() == [0]
assert torch.ops.load_library.__self__ is torch.ops
"""
    done = run(code)
    assert done.returncode == 0, done.stderr
