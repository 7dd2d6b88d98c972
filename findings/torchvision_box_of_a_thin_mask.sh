#!/usr/bin/env bash
# torchvision 0.29.1 beside pycocotools 2.0.11: the box of a mask one pixel wide has no area, and an IoU of NaN with itself.
# One would guess: the two libraries agree on the box of a mask, up to its form (corners, or corner and size).
# Seen: `masks_to_boxes` gives the last pixel's index as right and bottom edge, so a mask of w x h pixels gets a box of
# (w - 1) x (h - 1): a thin pole gets one without area. pycocotools' `toBbox` counts pixels. `box_iou` of the thin box
# with itself is NaN, and of a 10 x 10 mask's box with COCO's box of the same mask it is 0.81.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    torch==2.14.1 torchvision==0.29.1 pycocotools==2.0.11 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import torch
from pycocotools.mask import encode, toBbox
from torchvision.ops import box_convert, box_iou, masks_to_boxes

pole, square = np.zeros((20, 20), np.uint8), np.zeros((20, 20), np.uint8)
pole[4:16, 7] = 1
square[5:15, 5:15] = 1
masks = np.stack([pole, square])
ours = masks_to_boxes(torch.from_numpy(masks).bool())
coco = torch.tensor(np.stack([toBbox(encode(np.asfortranarray(mask))) for mask in masks]), dtype=torch.float32)
coco = box_convert(coco, "xywh", "xyxy")
print("torchvision", ours.tolist(), "pycocotools", coco.tolist())
assert ours.tolist() == [[7, 4, 7, 15], [5, 5, 14, 14]]
assert coco.tolist() == [[7, 4, 8, 16], [5, 5, 15, 15]]
assert box_iou(ours[:1], ours[:1]).isnan().all()
assert round(box_iou(ours[1:], coco[1:]).item(), 4) == 0.81
PYTHON
