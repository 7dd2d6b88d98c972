#!/usr/bin/env bash
# torchmetrics 1.9.0: three metrics of segmentation say three different things of a class that is nowhere.
# One would guess: a class in neither prediction nor truth has the same per-class value in all of them.
# Seen: per class, MeanIoU says -1, DiceScore says NaN and MulticlassJaccardIndex says 0 (and leaves this 0 out of
# its own macro average). Whoever averages the per-class values gets a number too low, none at all, or too low again.
# Besides, MeanIoU averages over pictures first and MulticlassJaccardIndex pools pixels: .722 and .679 of the same masks.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.13.0 torchmetrics==1.9.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import math

import torch
from torchmetrics.classification import MulticlassJaccardIndex
from torchmetrics.segmentation import DiceScore, MeanIoU

# Two pictures of four pixels; class 2 of three is in none of the masks.
truth = torch.tensor([[[0, 0, 1, 1]], [[0, 0, 0, 0]]])
prediction = torch.tensor([[[0, 0, 1, 0]], [[0, 0, 0, 0]]])


def value(metric):
    metric.update(prediction, truth)
    return [round(each, 4) for each in metric.compute().reshape(-1).tolist()]


each = {
    "MeanIoU": value(MeanIoU(num_classes=3, per_class=True, input_format="index")),
    "DiceScore": value(DiceScore(num_classes=3, average="none", input_format="index")),
    "MulticlassJaccardIndex": value(MulticlassJaccardIndex(3, average=None)),
}
means = {
    "MeanIoU": value(MeanIoU(num_classes=3, input_format="index"))[0],
    "MulticlassJaccardIndex": value(MulticlassJaccardIndex(3))[0],
}
print(each, means)
assert each["MeanIoU"] == [0.8333, 0.5, -1.0]
assert each["DiceScore"][:2] == [0.9, 0.6667] and math.isnan(each["DiceScore"][2])
assert each["MulticlassJaccardIndex"] == [0.8571, 0.5, 0.0]
assert means == {"MeanIoU": 0.7222, "MulticlassJaccardIndex": 0.6786}
PYTHON
