"""Mask R-CNN: propose boxes, name what is in each, and draw each thing's mask inside its own box.

A segmentation network says what each pixel is, and two cars that touch become one patch. Mask R-CNN
looks for *things* one by one. A backbone with a feature pyramid describes the picture at several
sizes; the region proposal network (RPN) asks at every cell of it "is a thing here, in roughly this
box?"; RoIAlign cuts the features of each proposal out as a small grid; and two heads answer for
that grid alone: which class and which exact box, and which of 28 × 28 cells belong to the thing.

    image 3, enlarged to 256 × 256
      │ stage 0 ─ w0  1/2 ──○── map 0 ─────────────┐
      │ stage 1 ─ w1  1/4 ──○── map 1 ──┐          ├─ RoIAlign 7 × 7 ─ box head ─ class logits, boxes
      │ stage 2 ─ w2  1/8 ──○── map 2 ──┤          │      ▲                               │ NMS
      │ stage 3 ─ w3  1/16 ─○── map 3 ──┼─ RPN ─ proposals                                ▼
      │ stage 4 ─ w4  1/32 ─○── map 4 ──┘          └─ RoIAlign 14 × 14 ─ mask head ─ 28 × 28 logits

        ○ is the pyramid: every map gets the next coarser one, doubled, added to it

The boxes that stay after non-maximum suppression get masks, which are pasted into the picture.

He, Gkioxari, Dollár and Girshick (2017), "Mask R-CNN", ICCV, arXiv 1703.06870; the pyramid is Lin et
al. (2017), arXiv 1612.03144. This is torchvision's own `MaskRCNN` with a small backbone: theirs has
44 million parameters and pictures of 800 pixels. Ours differs in three more ways, all for things a
few pixels wide: pictures are enlarged to 256 pixels; the heads may read a map of half that size,
which the RPN does not; and masks are pasted without rounding their boxes to whole pixels.
"""

from collections import OrderedDict
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from lessons.models.torchvision_operators import torchvision

detection = torchvision.models.detection


class MaskRCNN(detection.MaskRCNN):
    """Images, a list of (3, height, width), float32 in [0, 1] → for each a dict of its `n` things.

    `boxes` (n, 4) left, top, right, bottom in pixels of the image; `labels` (n,) from 1, as 0 is the
    background; `scores` (n,), highest first; `masks` (n, 1, height, width), probabilities. In training
    it takes targets too, boxes, labels and masks, and gives its five losses.
    """

    def __init__(
        self,
        num_classes: int,
        widths: tuple[int, ...] = (16, 48, 96, 128, 112),
        channels: int = 32,
        hidden: int = 128,
    ):
        levels = [str(level) for level in range(len(widths))]
        # A proposal starts from a box whose area is 14, 28, 56 or 112 squared, wider or up to 3.5 times as high.
        anchors = Anchors(((14,), (28,), (56,), (112,)), ((0.75, 1.75, 3.5),) * 4)
        box_cells = torchvision.ops.MultiScaleRoIAlign(levels, 7, sampling_ratio=2, canonical_scale=112)
        mask_cells = torchvision.ops.MultiScaleRoIAlign(levels, 14, sampling_ratio=2)
        super().__init__(
            Backbone(widths, channels),
            min_size=256,
            max_size=512,
            image_mean=[0.5, 0.5, 0.5],
            image_std=[0.25, 0.25, 0.25],
            rpn_anchor_generator=anchors,
            rpn_head=ProposalHead(channels, anchors.num_anchors_per_location()[0]),
            rpn_pre_nms_top_n_train=150,
            rpn_pre_nms_top_n_test=150,
            rpn_post_nms_top_n_train=100,
            rpn_post_nms_top_n_test=60,
            rpn_fg_iou_thresh=0.6,
            rpn_batch_size_per_image=128,
            box_roi_pool=box_cells,
            box_head=detection.faster_rcnn.TwoMLPHead(channels * 7 * 7, hidden),
            box_predictor=detection.faster_rcnn.FastRCNNPredictor(hidden, num_classes),
            box_batch_size_per_image=64,
            box_detections_per_img=40,
            mask_roi_pool=mask_cells,
            mask_head=detection.mask_rcnn.MaskRCNNHeads(channels, (channels,) * 3, 1),
            mask_predictor=detection.mask_rcnn.MaskRCNNPredictor(channels, channels, num_classes),
        )
        self.transform = Enlarging(256, 512, [0.5, 0.5, 0.5], [0.25, 0.25, 0.25])


class Backbone(nn.Module):
    """Pictures (batch, 3, height, width) → maps by level, (batch, channels, height / 2, width / 2) and so on.

    Each stage halves the size. The pyramid then goes back up: every map gets the next coarser one,
    doubled, added to it, so that each level knows what is there and the fine ones also where.
    """

    def __init__(self, widths: tuple[int, ...], channels: int):
        super().__init__()
        self.stages = nn.ModuleList(HalvingStage(before, here) for before, here in pairwise((3, *widths)))
        self.pyramid = torchvision.ops.FeaturePyramidNetwork(list(widths), channels)
        self.out_channels = channels

    def forward(self, features: Tensor) -> OrderedDict[str, Tensor]:
        """The maps of the pyramid, finest first, under the names "0", "1" and so on."""
        maps = OrderedDict()
        for level, stage in enumerate(self.stages):
            maps[str(level)] = features = stage(features)
        return self.pyramid(maps)


class HalvingStage(nn.Module):
    """Half the size, then two convolutions whose result is added: a residual block.

    (batch, inputs, height, width) → (batch, outputs, height / 2, width / 2)
    """

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.enter = convolution(inputs, outputs, stride=2)
        self.change = nn.Sequential(convolution(outputs, outputs), convolution(outputs, outputs))

    def forward(self, features: Tensor) -> Tensor:
        """What came in, and what two convolutions make of it, added."""
        features = self.enter(features)
        return features + self.change(features)


def convolution(inputs: int, outputs: int, stride: int = 1) -> nn.Module:
    """Convolve 3×3, normalise, ReLU: (batch, inputs, h, w) → (batch, outputs, h / stride, w / stride)."""
    return nn.Sequential(
        # No bias: the normalisation that follows would take it away again.
        nn.Conv2d(inputs, outputs, kernel_size=3, stride=stride, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


class ProposalHead(detection.rpn.RPNHead):
    """torchvision's head of the RPN, on all maps but the finest: (objectness, box changes) by level."""

    def forward(self, maps: list[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
        """Objectness logits (batch, anchors, h, w) and changes (batch, 4 · anchors, h, w) of each map."""
        return super().forward(maps[1:])


class Anchors(detection.anchor_utils.AnchorGenerator):
    """torchvision's anchors, the boxes that proposals start from, on all maps but the finest."""

    def forward(self, image_list: object, feature_maps: list[Tensor]) -> list[Tensor]:
        """The anchors (anchors, 4) of each picture."""
        return super().forward(image_list, feature_maps[1:])


class Enlarging(detection.transform.GeneralizedRCNNTransform):
    """torchvision's resizing and normalising, with another way of pasting the masks."""

    def postprocess(
        self,
        result: list[dict[str, Tensor]],
        image_shapes: list[tuple[int, int]],
        original_image_sizes: list[tuple[int, int]],
    ) -> list[dict[str, Tensor]]:
        """Boxes in pixels of the original pictures, and masks of their size instead of 28 × 28."""
        if self.training:
            return result
        for detections, shape, size in zip(result, image_shapes, original_image_sizes, strict=True):
            detections["masks"] = paste(detections["masks"], detections["boxes"], shape, size)
            detections["boxes"] = detection.transform.resize_boxes(detections["boxes"], shape, size)
        return result


def paste(masks: Tensor, boxes: Tensor, shape: tuple[int, int], size: tuple[int, int]) -> Tensor:
    """Each mask stretched bilinearly over its box: (n, 1, 28, 28) → (n, 1, *size), 0 outside.

    `boxes` (n, 4) are in pixels of the network's input, of height and width `shape`. torchvision's own
    pasting rounds a box to whole pixels: of perfect 28 × 28 masks of persons that leaves an IoU of 0.72
    at 128 pixels, this pasting 0.99.
    """
    height, width = size
    # Training reads its 28 × 28 truths with RoIAlign's first form, half a pixel to the right and down.
    down = (torch.arange(height, device=boxes.device) + 0.5) * shape[0] / height - 0.5
    across = (torch.arange(width, device=boxes.device) + 0.5) * shape[1] / width - 0.5
    left, top, right, bottom = (side[:, None] for side in boxes.unbind(dim=1))
    x = 2 * (across - left) / (right - left) - 1
    y = 2 * (down - top) / (bottom - top) - 1
    grid = torch.stack([x[:, None].expand(-1, height, -1), y[:, :, None].expand(-1, -1, width)], dim=-1)
    return functional.grid_sample(masks, grid, align_corners=False)
