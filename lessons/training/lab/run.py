"""One training, step by step: the same settings give the same curve, bit for bit, on the same machine."""

import math
import time
from functools import cached_property

import numpy as np
import torch
from torch import Tensor, nn

from lessons.metrics.pooled import scores_of
from lessons.models.device import as_input, laid_out
from lessons.models.fitting.scoring import predictions
from lessons.models.pictures import Pictures
from lessons.models.weights import fp16_file
from lessons.training.engine import Engine
from lessons.training.lab.look import Look
from lessons.training.lab.pictures import SHOWN, TrainingPictures, watched
from lessons.training.lab.settings import Settings, build
from lessons.training.losses import LOSSES, class_weights, pixel_counts
from lessons.training.optimisers import averaged, optimiser_of, warm_up

WARM_UP = 20
"""Steps in which the learning rate rises from nothing."""
AT_FIRST = 32
"""Pictures there are at the first step; each step adds one more, so that nobody waits for them all."""


def has_bf16() -> bool:
    """Whether this processor computes in bf16 itself, which makes a step about twice as fast.

    Where it only imitates it a step takes ten times as long. Which is faster is not measured here:
    two runs of the same settings must compute the same numbers, however busy the machine is.
    """
    can = torch.cpu.get_capabilities()
    return bool(can.get("avx512_bf16") or can.get("amx_bf16"))


class Run:
    """A training under way; the caller decides when it goes on. One thread, on the CPU.

    What step `n` computes depends on the settings and `n` only: not on the clock, nor on when
    somebody looks. `pictures` may be shared with runs before, since drawing them takes time.

    Raises:
        NucleiError: the nuclei are not there.
    """

    def __init__(self, settings: Settings, pictures: TrainingPictures | None = None):
        self.settings = settings
        self.seconds = self.processor_seconds = 0.0
        self.pictures = pictures or TrainingPictures(settings.data)
        self._watched = watched(settings.data)
        self.network: nn.Module = laid_out(self._network(), channels_last=True)
        """The network that learns."""
        self._average = averaged(self.network) if settings.average else None
        self.step = 0
        """The steps so far."""
        self.loss = next(each for each in LOSSES if each.name == settings.loss)
        truth = torch.from_numpy(self.pictures.first(self._among).masks).long()
        self.weights = class_weights(pixel_counts(truth, len(settings.class_names)), settings.weights)
        self._last, self._losses = math.nan, []

    def _network(self) -> nn.Module:
        return build(self.settings)

    @cached_property
    def _engine(self) -> Engine:
        """Made for the first step: no look needs it, and the first optimiser of a process takes a second to import."""
        optimiser = optimiser_of(self.network, self.settings.optimiser, self.settings.rate)
        return Engine(self.network, optimiser, self._average, has_bf16())

    @property
    def _among(self) -> int:
        return min(self.settings.pictures, AT_FIRST + self.step)

    @property
    def ending(self) -> str:
        """Why it has ended, in a sentence; empty while it goes on."""
        if self.step and not math.isfinite(self._last):
            return f"The loss is no number since step {self.step}: the learning rate is too high. Lower it."
        if self.step >= self.settings.steps:
            return f"All {self.step} steps are done."
        if self.seconds >= self.settings.seconds:
            return f"The {self.settings.seconds} seconds are over, after {self.step} steps."
        return ""

    @property
    def seen(self) -> nn.Module:
        """The network that looks show: the one that learns, or the average of its weights."""
        return self.network if self._average is None else self._average.module

    def advance(self) -> float:
        """One step; its loss."""
        start, spent = time.perf_counter(), time.process_time()
        settings, chance = self.settings, np.random.default_rng((self.settings.seed, self.step))
        batch = self.pictures.batch(chance, settings.batch, self._among, settings.augment)
        image, truth = as_tensors(batch)
        logits = self._engine.forward(image)
        loss = self.loss(logits.float(), truth, self.weights)
        self._last = self._engine.step(loss, settings.rate * warm_up(self.step, WARM_UP))
        self.step = self._engine.steps
        self._losses.append(self._last)
        self._count(start, spent)
        return self._last

    def look(self) -> Look:
        """How its weights, or their average, do on the watched pictures; it goes on as if nobody had looked."""
        start, spent = time.perf_counter(), time.process_time()
        pictures = self._watched
        self.network.eval()
        masks = np.stack(list(predictions(self.seen, pictures, torch.device("cpu"))))
        self.network.train()
        scores = scores_of(masks, pictures.masks, len(self.settings.class_names))
        weights, losses = fp16_file(self.seen), tuple(self._losses)
        self._losses.clear()
        self._count(start, spent)
        return Look(
            step=self.step,
            seconds=self.seconds,
            processor_seconds=self.processor_seconds,
            loss=self._last,
            losses=losses,
            per_class_iou=scores.per_class_iou,
            miou=scores.miou,
            pixel_accuracy=scores.pixel_accuracy,
            boundary_iou=scores.boundary_iou,
            predictions=masks[:SHOWN].astype(np.uint8),
            weights=weights,
        )

    def _count(self, start: float, spent: float) -> None:
        self.seconds += time.perf_counter() - start
        self.processor_seconds += time.process_time() - spent


def as_tensors(batch: Pictures) -> tuple[Tensor, Tensor]:
    """Image float32 (batch, 3, height, width), channels last in memory, and truth int64 (batch, height, width)."""
    return as_input(batch.images), torch.from_numpy(np.ascontiguousarray(batch.masks)).long()
