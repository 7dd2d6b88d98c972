#!/usr/bin/env bash
# segmentation_models_pytorch 0.6.0: a prediction that is wrong at every pixel has a multiclass Dice loss far below 1.
# One would guess: all pixels wrong, so no overlap anywhere, so the loss is 1, whatever the number of classes.
# Seen: a class without a true pixel in the batch adds 0 and is still counted in the mean. With one true class of
# three, all pixels wrong cost 0.333; of twenty, 0.05. The pixels wrongly predicted as an absent class cost nothing
# in that class. The fewer classes a batch shows, the smaller its loss; the same holds for JaccardLoss.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    torch==2.14.1 torchvision==0.29.1 segmentation-models-pytorch==0.6.0
"$folder/venv/bin/python" - <<'PYTHON'
import torch
from segmentation_models_pytorch.losses import DiceLoss, JaccardLoss
from torch.nn.functional import one_hot

truth = torch.zeros(1, 4, 4, dtype=torch.long)
wrong = torch.ones(1, 4, 4, dtype=torch.long)
seen = {}
for classes in (2, 3, 20):
    logits = one_hot(wrong, classes).permute(0, 3, 1, 2) * 60.0 - 30  # as sure as can be
    seen[classes] = [round(loss("multiclass")(logits, truth).item(), 4) for loss in (DiceLoss, JaccardLoss)]
    print(f"{classes:2} classes, every pixel wrong: Dice loss {seen[classes][0]}, Jaccard loss {seen[classes][1]}")
assert seen == {2: [0.5, 0.5], 3: [0.3333, 0.3333], 20: [0.05, 0.05]}, seen
PYTHON
