"""Trains U-Nets with and without skips and records their scores: `python -m lessons.unet.recording.skips`.

All else is the same for the two of a pair: the pictures, the order in which they come, the steps, the seed.
About five minutes on one thread.
"""

import time
from dataclasses import replace

import torch

from lessons.metrics.pooled import scores_of
from lessons.models.fitting.scoring import predictions
from lessons.scenes import CLASS_NAMES
from lessons.training.lab.pictures import TrainingPictures
from lessons.training.lab.run import Run
from lessons.training.lab.settings import Settings
from lessons.training.recorded import held_out
from lessons.unet.recording.written import write
from lessons.unet.trials import BASE, SkipTrial

SEEDS = (0, 1, 2)
KINDS = (
    *((levels, skips, "transposed") for levels in (2, 3, 5) for skips in (True, False)),
    (5, True, "bilinear"),
)
"""The levels, whether there are skips, and what doubles the maps."""


def trial(settings: Settings, pictures: TrainingPictures) -> SkipTrial:
    """One training by its steps, however long they take, and its scores on the held-out streets."""
    run, streets = Run(settings, pictures), held_out(settings.data)
    while run.step < settings.steps:
        run.advance()
    masks = predictions(run.seen.eval(), streets, torch.device("cpu"))
    scores = scores_of(masks, streets.masks, len(CLASS_NAMES))
    return SkipTrial(
        levels=settings.levels,
        skips=settings.skips,
        upsampling=settings.upsampling,
        seed=settings.seed,
        boundary_iou=round(scores.boundary_iou, 4),
        miou=round(scores.miou, 4),
        per_class_iou=tuple(round(each, 4) for each in scores.per_class_iou),
    )


def main() -> None:
    """Train all and write the record."""
    torch.set_num_threads(1)
    pictures, trials, start = TrainingPictures(BASE.data), [], time.process_time()
    for seed in SEEDS:
        for levels, skips, upsampling in KINDS:
            settings = replace(BASE, levels=levels, skips=skips, upsampling=upsampling, seed=seed)
            trials.append(trial(settings, pictures))
            print(trials[-1], flush=True)
    write("skips", trials, start, steps=BASE.steps, pictures=len(held_out(BASE.data)))


if __name__ == "__main__":
    main()
