"""The trace shows the stages of the very pass that the network makes, and NMS can be done again alone."""

import pytest
import torch
from torch import Tensor

from lessons.models import model
from lessons.models.device import as_input
from lessons.models.mask_rcnn import MaskRCNN
from lessons.models.serving.instance_trace import InstanceTrace, after_nms, trace_instances
from lessons.models.torchvision_operators import torchvision
from lessons.scenes import street_scene


@pytest.fixture(scope="module")
def network() -> MaskRCNN:
    """Not trained, but moved so far that its classes and scores differ from proposal to proposal."""
    network: MaskRCNN = model("mask_rcnn").build(5, seed=0).eval()  # type: ignore[assignment]
    with torch.no_grad():
        network.roi_heads.box_predictor.cls_score.weight.mul_(5)
        network.roi_heads.box_predictor.bbox_pred.weight.mul_(5)
    network.roi_heads.detections_per_img = 1000
    return network


def image(seed: int, size: int = 128) -> Tensor:
    return as_input(street_scene(seed, size).image[None])[0]


@pytest.fixture(scope="module")
def traced(network: MaskRCNN) -> InstanceTrace:
    return trace_instances(network, image(3))


@pytest.mark.parametrize(("seed", "height", "width"), [(3, 128, 128), (4, 128, 100), (5, 77, 128)])
def test_with_the_networks_threshold_the_result_is_the_networks(
    network: MaskRCNN, seed: int, height: int, width: int
):
    picture = image(seed)[:, :height, :width]
    with torch.no_grad():
        (expected,) = network([picture])
    detections = after_nms(network, trace_instances(network, picture), network.roi_heads.nms_thresh)
    assert len(detections.candidates) > 5 and len(detections.labels.unique()) > 1
    assert torch.equal(detections.labels, expected["labels"])
    assert torch.equal(detections.scores, expected["scores"])
    torch.testing.assert_close(detections.boxes, expected["boxes"])
    torch.testing.assert_close(detections.masks, expected["masks"][:, 0])


def test_every_stage_follows_from_the_one_before(traced: InstanceTrace):
    assert (traced.objectness.diff() <= 0).all() or len(traced.objectness) == 60
    torch.testing.assert_close(traced.class_scores.sum(dim=1), torch.ones(len(traced.proposals)))
    assert torch.equal(traced.scores, traced.class_scores[traced.origins, traced.labels])
    assert (traced.scores.diff() <= 0).all() and traced.scores.min() > 0.05
    assert len({*zip(traced.origins.tolist(), traced.labels.tolist(), strict=True)}) == len(traced.boxes)
    assert int((traced.class_scores[:, 1:] > 0.05).sum()) == len(traced.boxes)
    torch.testing.assert_close(traced.input_boxes, 2 * traced.boxes)
    assert traced.size == (128, 128) and traced.input_size == (256, 256)
    assert list(traced.features) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("threshold", [0.1, 0.3, 0.5, 0.7])
def test_nms_leaves_no_two_boxes_of_a_class_that_overlap_more(
    network: MaskRCNN, traced: InstanceTrace, threshold: float
):
    detections = after_nms(network, traced, threshold)
    overlaps = torchvision.ops.box_iou(detections.boxes, detections.boxes).triu(diagonal=1)
    same = detections.labels[:, None] == detections.labels
    assert overlaps[same].max() <= threshold + 1e-5
    assert torch.equal(detections.boxes, traced.boxes[detections.candidates])
    assert detections.mask_logits.shape == (len(detections.candidates), 28, 28)
    assert detections.masks.shape == (len(detections.candidates), 128, 128)


def test_a_higher_threshold_keeps_more(network: MaskRCNN, traced: InstanceTrace):
    counts = [len(after_nms(network, traced, threshold).candidates) for threshold in (0.0, 0.3, 0.6, 1.0)]
    assert counts == sorted(counts) and counts[0] < counts[-1]
    assert counts[-1] == len(traced.boxes)


def test_a_least_score_leaves_the_doubtful_out_before_nms(network: MaskRCNN, traced: InstanceTrace):
    least = traced.scores[len(traced.scores) // 3].item()
    detections = after_nms(network, traced, 0.5, least)
    assert len(detections.candidates) > 0 and detections.scores.min() >= least
    everything = after_nms(network, traced, 0.5)
    assert torch.equal(detections.candidates, everything.candidates[everything.scores >= least])
    nothing = after_nms(network, traced, 0.5, least_score=1.1)
    assert nothing.masks.shape == (0, 128, 128) and nothing.mask_logits.shape == (0, 28, 28)


def test_doing_nms_again_does_not_run_the_backbone(network: MaskRCNN):
    runs = []
    hook = network.backbone.register_forward_hook(lambda *_: runs.append(1))
    try:
        traced = trace_instances(network, image(8))
        for threshold in (0.2, 0.5, 0.8):
            after_nms(network, traced, threshold)
    finally:
        hook.remove()
    assert len(runs) == 1
