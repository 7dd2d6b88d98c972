"""Every stage of a Mask R-CNN on one picture, from one forward pass of its backbone.

proposals → a score for each class → candidates → non-maximum suppression (NMS) → 28 × 28 masks →
masks in the picture. `trace_instances` goes as far as the candidates; `after_nms` does the rest, as
often as wanted and for any threshold, from the feature maps that are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from lessons.models.mask_rcnn import MaskRCNN, detection, paste
from lessons.models.torchvision_operators import torchvision


@dataclass(frozen=True)
class InstanceTrace:
    """What one picture (3, height, width) made of the network, up to NMS. Boxes are in its pixels.

    `proposals` (p, 4), highest `objectness` (p,) first, are where the RPN expects a thing, and
    `class_scores` (p, classes) what the box head says of each, the background first. A proposal becomes
    a candidate of each class whose score is not nearly 0: `boxes` (c, 4), highest `scores` (c,) first,
    `labels` (c,), and `origins` (c,), the proposal each comes from. `input_boxes` are the same boxes in
    pixels of the enlarged picture, whose height and width are `input_size`; `features` its maps by level.
    """

    size: tuple[int, int]
    proposals: Tensor
    objectness: Tensor
    class_scores: Tensor
    boxes: Tensor
    labels: Tensor
    scores: Tensor
    origins: Tensor
    input_boxes: Tensor
    input_size: tuple[int, int]
    features: Mapping[str, Tensor]


@dataclass(frozen=True)
class Detections:
    """The `n` objects that are left, highest score first.

    `candidates` (n,) are their places among the candidates; `mask_logits` (n, 28, 28) the mask head's answer
    for the class found; `masks` (n, height, width) the probabilities pasted into the picture.
    """

    candidates: Tensor
    boxes: Tensor
    labels: Tensor
    scores: Tensor
    mask_logits: Tensor
    masks: Tensor


@torch.no_grad()
def trace_instances(network: MaskRCNN, image: Tensor) -> InstanceTrace:
    """Run a network in eval mode on `image`, float32 (3, height, width), up to the candidates."""
    pictures, _ = network.transform([image])
    (input_size,) = pictures.image_sizes
    size = (image.shape[1], image.shape[2])
    features = network.backbone(pictures.tensors)
    proposals, objectness = _proposals(network, pictures, features)

    heads = network.roi_heads
    cells = heads.box_roi_pool(features, [proposals], [input_size])
    logits, changes = heads.box_predictor(heads.box_head(cells))
    class_scores = logits.softmax(dim=1)
    boxes = heads.box_coder.decode(
        changes, [proposals]
    )  # (p, classes, 4): each class corrects the box its own way
    boxes = torchvision.ops.clip_boxes_to_image(boxes, input_size)
    origins, things = (class_scores[:, 1:] > heads.score_thresh).nonzero(as_tuple=True)
    scores, boxes = class_scores[origins, things + 1], boxes[origins, things + 1]
    large = torchvision.ops.remove_small_boxes(boxes, min_size=1e-2)
    order = large[scores[large].argsort(descending=True, stable=True)]
    return InstanceTrace(
        size=size,
        proposals=detection.transform.resize_boxes(proposals, input_size, size),
        objectness=objectness,
        class_scores=class_scores,
        boxes=detection.transform.resize_boxes(boxes[order], input_size, size),
        labels=things[order] + 1,
        scores=scores[order],
        origins=origins[order],
        input_boxes=boxes[order],
        input_size=input_size,
        features=features,
    )


@torch.no_grad()
def after_nms(
    network: MaskRCNN, trace: InstanceTrace, iou_threshold: float, least_score: float = 0.0
) -> Detections:
    """Suppress the candidates that overlap a better one of their class by more than the threshold, and draw masks.

    With the network's own threshold, `network.roi_heads.nms_thresh`, the result is that of its forward.
    Candidates that score less than `least_score` take no part.
    """
    heads = network.roi_heads
    part = int((trace.scores >= least_score).sum())
    order = torchvision.ops.batched_nms(
        trace.input_boxes[:part], trace.scores[:part], trace.labels[:part], iou_threshold
    )
    order = order[: heads.detections_per_img]
    boxes, labels = trace.input_boxes[order], trace.labels[order]
    cells = heads.mask_roi_pool(trace.features, [boxes], [trace.input_size])
    every_class = heads.mask_predictor(heads.mask_head(cells))
    mask_logits = every_class[torch.arange(len(order)), labels]
    masks = paste(mask_logits.sigmoid()[:, None], boxes, trace.input_size, trace.size)
    return Detections(order, trace.boxes[order], labels, trace.scores[order], mask_logits, masks[:, 0])


def _proposals(network: MaskRCNN, pictures: Any, features: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
    """The RPN's boxes (p, 4) in pixels of the enlarged picture, and the probability of a thing in each."""
    rpn, maps = network.rpn, list(features.values())
    objectness, changes = rpn.head(maps)
    anchors = rpn.anchor_generator(pictures, maps)
    by_level = [each[0].numel() for each in objectness]
    objectness, changes = detection.rpn.concat_box_prediction_layers(objectness, changes)
    boxes = rpn.box_coder.decode(changes, anchors).view(1, -1, 4)
    (proposals,), (scores,) = rpn.filter_proposals(boxes, objectness, pictures.image_sizes, by_level)
    return proposals, scores
