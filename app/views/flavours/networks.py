"""What the page of the flavours asks of its two networks: the classes from one, the objects from the other."""

from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray

from app import wiring
from app.ui.figures.street_pictures import ChosenPicture
from app.ui.networks import guard
from lessons.flavours.answers import Flavours
from lessons.flavours.instances import Instance
from lessons.flavours.live import detected_instances, live_flavours
from lessons.flavours.merging import Decision, MergeRules
from lessons.models import THINGS
from lessons.models.device import as_input
from lessons.models.mask_rcnn import MaskRCNN
from lessons.models.serving.instance_trace import Detections, InstanceTrace, after_nms, trace_instances
from lessons.models.weights import load
from lessons.scenes import CLASS_NAMES

SEMANTIC, INSTANCE = guard.WITH_SKIPS, "mask_rcnn"

LEAST_SCORE = 0.25
"""Boxes below this score take no part in anything the page shows."""


def instance_ready() -> bool:
    """Whether the instance model's trained weights are here."""
    return guard.ready(INSTANCE)


def missing() -> tuple[str, ...]:
    """Which of the two networks of the page have no trained weights here."""
    there = {SEMANTIC: guard.ready(SEMANTIC), INSTANCE: instance_ready()}
    return tuple(name for name, ready in there.items() if not ready)


def logits(picture: ChosenPicture) -> NDArray[np.float32]:
    """The semantic network's logits, (classes, height, width)."""
    return wiring.networks().logits(SEMANTIC, picture.pixels)[0].numpy()


def traced(picture: ChosenPicture) -> InstanceTrace:
    """One forward of the instance model, up to the boxes before suppression; kept by picture."""

    def work() -> InstanceTrace:
        network = trained()
        image = as_input(picture.pixels[None])[0].to(next(network.parameters()).device)
        return trace_instances(network, image)

    return wiring.networks().runner.run((INSTANCE, picture.digest, "trace"), work)


def own_threshold() -> float:
    """The model's own IoU threshold of non-maximum suppression."""
    return wiring.networks().runner.run(
        (INSTANCE, "threshold"), lambda: float(trained().roi_heads.nms_thresh)
    )


def detections(picture: ChosenPicture, threshold: float, least_score: float = LEAST_SCORE) -> Detections:
    """The objects left after suppression, with their masks, from the maps of the one forward; on the CPU."""
    trace = traced(picture)

    def work() -> Detections:
        objects = after_nms(trained(), trace, threshold, least_score)
        return Detections(**{name: value.cpu() for name, value in vars(objects).items()})

    key = (INSTANCE, picture.digest, "after NMS", threshold, least_score)
    return wiring.networks().runner.run(key, work)


def instances(picture: ChosenPicture, least_score: float = LEAST_SCORE) -> tuple[Instance, ...]:
    """The objects the model finds with its own threshold, surest first, by ids of `CLASS_NAMES`."""
    objects = detections(picture, own_threshold(), least_score)
    return detected_instances(objects.masks.numpy(), class_ids(objects.labels), objects.scores.tolist())


def merged(picture: ChosenPicture, rules: MergeRules) -> tuple[Flavours, tuple[Decision, ...]]:
    """The three answers of the models under these rules of the merge, and what they decided about each object."""
    scores, objects = logits(picture), instances(picture)
    key = ("merged", picture.digest, rules)
    return wiring.networks().runner.run(key, lambda: live_flavours(scores, objects, rules))


def class_ids(labels: torch.Tensor) -> list[int]:
    """The model's labels, which count `THINGS` from 1, as ids of `CLASS_NAMES`."""
    return [CLASS_NAMES.index(THINGS[label - 1]) for label in labels.tolist()]


@lru_cache(maxsize=1)
def trained() -> MaskRCNN:
    """The trained instance model on the device of the networks. Runs on the runner's threads, never on a page's."""
    network = load(INSTANCE).to(wiring.networks().device)
    assert isinstance(network, MaskRCNN)
    wiring.freeze()  # torchvision came late
    return network
