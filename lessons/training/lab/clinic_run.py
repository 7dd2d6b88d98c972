"""A training of the bug clinic: the lab's own, but for the few functions that have the bug or the cure."""

import math
import time
from dataclasses import dataclass

import numpy as np
from torch import Tensor, nn

from lessons.metrics.confusion import accuracy_of, confusion_matrix
from lessons.metrics.overlap import iou_of
from lessons.models import model
from lessons.models.device import as_input
from lessons.training.lab.clinic_parts import Masks
from lessons.training.lab.clinic_trials import TRIALS
from lessons.training.lab.look import Look
from lessons.training.lab.pictures import TrainingPictures, watched
from lessons.training.lab.run import Run
from lessons.training.lab.settings import Settings


@dataclass(frozen=True)
class ClinicSettings(Settings):
    """What the clinic trains: the bug `bug`, a key of `TRIALS`, in it, or `cured` of it."""

    data: str = "scenes64"
    loss: str = "cross_entropy"
    augment: bool = False
    average: bool = False
    pictures: int = 256
    steps: int = 200
    seconds: int = 180
    bug: str = ""
    cured: bool = False


def clinic_settings(bug: str, cured: bool) -> ClinicSettings:
    """The settings of one of a bug's two trainings.

    Raises:
        KeyError: there is no such bug.
    """
    trial = TRIALS[bug]
    return ClinicSettings(bug=bug, cured=cured, network=trial.network, batch=trial.batch, rate=trial.rate)


class ClinicRun(Run):
    """As `Run`, with the bug of the settings or its cure at work. Its looks show all eight watched pictures.

    Raises:
        KeyError: there is no such bug.
    """

    def __init__(self, settings: ClinicSettings, pictures: TrainingPictures | None = None):
        self.trial = TRIALS[settings.bug]
        self.side = self.trial.side(settings.cured)
        super().__init__(settings, pictures)
        self.loss = self._loss

    def _network(self) -> nn.Module:
        if self.trial.outputs == 1:
            return model(self.settings.network).build(1, self.settings.seed)
        return super()._network()

    def _loss(self, logits: Tensor, truth: Tensor, weights: Tensor | None) -> Tensor:
        return self.side.loss(logits, self.side.target(truth))

    def masks(self) -> Masks:
        """What the network, asked as this side asks it, says of the watched pictures: uint8 (8, height, width)."""
        files = np.ascontiguousarray(watched(self.settings.data).images[..., ::-1])
        logits = self.side.predicted(self.network, as_input(self.side.read(files)))
        self.network.train()
        return self.side.masks(logits).numpy().astype(np.uint8)

    def look(self) -> Look:
        """How it does now; `miou` is the score of this side, and outlines are not scored."""
        start, spent = time.perf_counter(), time.process_time()
        masks, truth = self.masks(), self.trial.truth(watched(self.settings.data).masks)
        count, width = len(self.trial.class_names), truth.shape[-1]
        confusion = confusion_matrix(masks.reshape(-1, width), truth.reshape(-1, width), count)
        losses = tuple(self._losses)
        self._losses.clear()
        self._count(start, spent)
        return Look(
            step=self.step,
            seconds=self.seconds,
            processor_seconds=self.processor_seconds,
            loss=self._last,
            losses=losses,
            per_class_iou=tuple(iou_of(confusion).tolist()),
            miou=self.side.score(masks, truth),
            pixel_accuracy=accuracy_of(confusion),
            boundary_iou=math.nan,
            predictions=masks,
            weights=None,
        )
