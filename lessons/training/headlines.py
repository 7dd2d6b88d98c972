"""The headline experiments: the trainings that are recorded, and after which steps each is looked at."""

from dataclasses import dataclass, replace

from lessons.training.lab.settings import Settings
from lessons.training.spots import SHARES


@dataclass(frozen=True)
class Headline:
    """Trainings that together show one thing. They end by their steps, so no machine's pace changes them.

    `looks` are the steps after which the masks of the watched pictures are recorded, the last one those of
    the end. With `held_out` the masks of held-out streets at the end are recorded too, and with `logits` the
    map of one class's logits at each look.
    """

    runs: tuple[Settings, ...]
    looks: tuple[int, ...]
    held_out: bool = False
    logits: bool = False


_LAB = Settings(data="scenes64", loss="dice", average=False, seconds=180)
_DEEP = replace(_LAB, network="unet", levels=5, loss="ce_dice")

LOSSES_TRIED = (
    ("cross_entropy", "none"),
    ("cross_entropy", "inverse"),
    ("focal", "none"),
    ("focal", "inverse"),
    ("dice", "none"),
)
"""The loss and the class weights of the runs of "collapse" and "rare"."""
TUMOUR_LOSSES = (*LOSSES_TRIED, ("ce_dice", "none"))
"""Those of "tumour": as "collapse" where 1 % is spot, but ten times as long, and the weights averaged."""
RATES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
SEEDS = (0, 1)

HEADLINES: dict[str, Headline] = {
    "lab": Headline(
        (replace(Settings(), steps=300, seconds=180),), looks=(0, 5, 10, 20, 40, 70, 100, 200, 300)
    ),
    "collapse": Headline(
        tuple(
            replace(_LAB, data=data, loss=loss, weights=weights, rate=0.003, steps=120)
            for data in SHARES
            for loss, weights in LOSSES_TRIED
        ),
        looks=(0, 10, 30, 60, 120),
    ),
    "tumour": Headline(
        tuple(
            replace(
                _LAB,
                data="spots1",
                loss=loss,
                weights=weights,
                rate=0.003,
                average=True,
                seed=seed,
                steps=1200,
            )
            for seed in SEEDS
            for loss, weights in TUMOUR_LOSSES
        ),
        looks=(0, 30, 60, 120, 300, 600, 900, 1200),
    ),
    "rare": Headline(
        tuple(
            replace(_LAB, loss=loss, weights=weights, seed=seed, steps=200)
            for seed in SEEDS
            for loss, weights in LOSSES_TRIED
        ),
        looks=(0, 25, 50, 100, 200),
        held_out=True,
    ),
    "rate": Headline(
        tuple(replace(_LAB, rate=rate, steps=100) for rate in RATES),
        looks=(0, 10, 25, 50, 100),
    ),
    "four": Headline(
        tuple(
            replace(_LAB, loss="ce_dice", augment=False, pictures=pictures, steps=250)
            for pictures in (4, 512)
        ),
        looks=(0, 25, 50, 100, 150, 250),
    ),
    "checkerboard": Headline(
        tuple(replace(_DEEP, skips=False, upsampling=each, steps=100) for each in ("transposed", "bilinear")),
        looks=(0, 1, 5, 20, 100),
        logits=True,
    ),
}
