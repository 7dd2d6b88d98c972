"""The recorded trials of this lesson, read from `assets/recorded/unet`; torch is not needed.

`python -m lessons.unet.recording.skips` and `python -m lessons.unet.recording.poles` make them.
"""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from lessons.training.lab.settings import Settings

FOLDER = Path(__file__).parents[2] / "assets" / "recorded" / "unet"
BASE = Settings(data="scenes64", network="unet", loss="ce_dice", steps=300, seconds=180)
"""What all trainings with and without skips have in common."""


@dataclass(frozen=True)
class SkipTrial:
    """One short training of a U-Net on streets of 64 × 64 pixels, scored on held-out ones.

    `levels` are its resolutions, so it pools one time less. `boundary_iou` and the two IoU are those of
    `lessons.metrics.pooled.PixelScores`: outlines one pixel wide, each picture and class once; pixels pooled.
    """

    levels: int
    skips: bool
    upsampling: str
    seed: int
    boundary_iou: float
    miou: float
    per_class_iou: tuple[float, ...]

    @property
    def settings(self) -> Settings:
        """What the lab trains the same network with."""
        return replace(BASE, levels=self.levels, skips=self.skips, upsampling=self.upsampling, seed=self.seed)


@dataclass(frozen=True)
class PoleTrial:
    """One short training on poles one pixel wide: the pooled IoU of the poles in pictures it never saw."""

    poolings: int
    skips: bool
    seed: int
    iou: float


@dataclass(frozen=True)
class SkipTrials:
    """All trainings with and without skips: `steps` each, scored on `pictures` streets, recorded on `date`."""

    date: str
    steps: int
    pictures: int
    trials: tuple[SkipTrial, ...]

    def boundary_ious(self, levels: int, skips: bool, upsampling: str = "transposed") -> tuple[float, ...]:
        """The boundary IoU with each seed, in the order of the seeds."""
        wanted = levels, skips, upsampling
        return tuple(
            each.boundary_iou for each in self.trials if (each.levels, each.skips, each.upsampling) == wanted
        )

    def gains(self, levels: int) -> tuple[float, ...]:
        """By how much the boundary IoU is higher with skips than without, with each seed."""
        pairs = zip(self.boundary_ious(levels, True), self.boundary_ious(levels, False), strict=True)
        return tuple(with_skips - without for with_skips, without in pairs)


@dataclass(frozen=True)
class PoleTrials:
    """All trainings on poles: `steps` each, scored on `pictures` of `side` × `side` pixels, recorded on `date`."""

    date: str
    steps: int
    pictures: int
    side: int
    trials: tuple[PoleTrial, ...]

    def ious(self, poolings: int, skips: bool) -> tuple[float, ...]:
        """The IoU of the poles with each seed, in the order of the seeds."""
        wanted = poolings, skips
        return tuple(each.iou for each in self.trials if (each.poolings, each.skips) == wanted)


@cache
def skip_trials() -> SkipTrials:
    """U-Nets of two, three and five levels, each trained with and without skips by the same recipe."""
    content = json.loads((FOLDER / "skips.json").read_text(encoding="utf-8"))
    trials = tuple(
        SkipTrial(**each | {"per_class_iou": tuple(each["per_class_iou"])}) for each in content["trials"]
    )
    return SkipTrials(content["date"], content["steps"], content["pictures"], trials)


@cache
def pole_trials() -> PoleTrials:
    """U-Nets with one to four poolings, with and without skips, that learned to find poles one pixel wide."""
    content = json.loads((FOLDER / "poles.json").read_text(encoding="utf-8"))
    trials = tuple(PoleTrial(**each) for each in content["trials"])
    return PoleTrials(content["date"], content["steps"], content["pictures"], content["side"], trials)
