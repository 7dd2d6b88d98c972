"""The flavours page, live: what one picture costs from the instance model to panoptic quality, and an edit."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from lessons.flavours.answers import all_answers, true_flavours
from lessons.flavours.components import number_pieces
from lessons.flavours.encoding import encode
from lessons.flavours.live import detected_instances, live_flavours
from lessons.flavours.measures import measure
from lessons.flavours.quality import match_segments, panoptic_quality
from lessons.models import INSTANCE_MODELS, THINGS
from lessons.models.device import as_input
from lessons.models.mask_rcnn import MaskRCNN
from lessons.models.serving.instance_trace import after_nms, trace_instances
from lessons.models.weights import WEIGHTS, available, load
from lessons.scenes import CLASS_NAMES, street_scene
from tests.bench.rows import Row, least_seconds

_TIMES = 20


def rows() -> list[Row]:
    """One thread on the CPU, Street 1 at 128 px: the least of some repeats each."""
    torch.set_num_threads(1)
    scene = street_scene(0, 128)
    truth = encode(scene.mask, scene.instance_ids)
    small = truth[60:75, 30:54]
    rows = [
        _row(
            "the truth's three answers, of every pixel",
            lambda: all_answers(true_flavours(scene.mask, scene.instance_ids)),
        ),
        _row("objects guessed from connected pieces", lambda: number_pieces(scene.mask)),
        _row("an edit: mIoU, AP and PQ of 15 × 24 pixels", lambda: measure(small, small)),
    ]
    if {"unet", "mask_rcnn"} <= {*available(), *available(models=INSTANCE_MODELS)}:
        rows += _of_the_models(scene.image, truth)
    return rows


def _of_the_models(pixels: np.ndarray, truth: np.ndarray) -> list[Row]:
    network, image = load("mask_rcnn"), as_input(pixels[None])[0]
    assert isinstance(network, MaskRCNN)
    trace = trace_instances(network, image)
    detections = after_nms(network, trace, 0.5, 0.25)
    labels = [CLASS_NAMES.index(THINGS[label - 1]) for label in detections.labels.tolist()]
    instances = detected_instances(detections.masks.numpy(), labels, detections.scores.tolist())
    with torch.inference_mode():
        logits = load("unet")(image[None])[0].numpy()
    flavours, _ = live_flavours(logits, instances)
    return [
        Row("Mask R-CNN, file", (WEIGHTS / "mask_rcnn.safetensors").stat().st_size / 1e6, "MB", bar=3.0),
        _row("Mask R-CNN, picture → boxes with a class", lambda: trace_instances(network, image)),
        _row("Mask R-CNN, another threshold → boxes and masks", lambda: after_nms(network, trace, 0.5, 0.25)),
        _row("other rules → panoptic map", lambda: live_flavours(logits, instances)),
        _row("the models' answers, of every pixel", lambda: all_answers(flavours)),
        _row("PQ of the map", lambda: panoptic_quality([match_segments(flavours.panoptic, truth)])),
    ]


def _row(name: str, work: Callable[[], Any]) -> Row:
    return Row(name, 1000 * least_seconds(work, _TIMES), "ms")
