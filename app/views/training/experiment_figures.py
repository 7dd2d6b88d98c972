"""The figures of each headline experiment, from what was recorded of it."""

import streamlit as st

from app.ui.figures.grids import painted
from app.ui.figures.images import picture_html
from app.ui.figures.recorded_skips import streets_with_and_without
from app.ui.figures.tables import table_html
from app.ui.kit.disclosure import disclosed
from app.ui.kit.show_code import show_code
from app.views.training import experiment_numbers
from app.views.training.boundaries import converged_pair
from app.views.training.recorded import View, logit_index, loss_title, recorded_runs, set_the_lab
from lessons.training.lab.settings import Settings
from lessons.training.recorded import RecordedRun, recorded
from lessons.training.spots import SHARES, spot_picture
from lessons.unet.trials import skip_trials
from lessons.upsampling.checkerboard import checkerboard_index


def _trial_title(settings: Settings) -> str:
    skips = "with skips" if settings.skips else "without skips"
    return f"{settings.levels} levels, {skips}, {settings.in_words('upsampling')}, seed {settings.seed}"


def _logits(run: RecordedRun, at: int) -> str:
    assert run.logits is not None
    about = f'Of "road" in the first picture. Index {logit_index(run, at):.3f}'
    return picture_html(f"Logits, {CHECKERBOARD.title(run.settings)}", painted(run.logits[at]), about, 345)


COLLAPSE = View(
    "collapse",
    "Share of the pixels that is spot",
    lambda settings: f"{settings.data.removeprefix('spots')} %",
    loss_title,
    ("pixel accuracy", "IoU spot", "painted spot"),
    "IoU spot",
    start=experiment_numbers.EARLY,
)
TUMOUR = View(
    "tumour",
    "Seed",
    lambda settings: f"Seed {settings.seed}",
    loss_title,
    ("pixel accuracy", "IoU spot", "painted spot"),
    "IoU spot",
)
RARE = View(
    "rare",
    "Seed",
    lambda settings: f"Seed {settings.seed}",
    loss_title,
    ("pixel accuracy", "mIoU", "IoU person", "IoU sign"),
    "IoU person",
)
CHECKERBOARD = View(
    "checkerboard",
    "",
    lambda settings: "both",
    lambda settings: settings.in_words("upsampling").capitalize(),
    ("checkerboard index", "loss", "mIoU"),
    "checkerboard index",
    start=0,
    figure=_logits,
)
RATE = View(
    "rate",
    "Learning rate",
    lambda settings: f"{settings.rate:g}",
    lambda settings: f"Rate {settings.rate:g}",
    ("loss", "mIoU", "pixel accuracy"),
    "loss",
)
FOUR = View(
    "four",
    "",
    lambda settings: "both",
    lambda settings: f"{settings.pictures} pictures",
    ("loss", "mIoU", "pixel accuracy"),
    "loss",
)


def collapse() -> None:
    """The recorded runs, and every loss at every share of the pixels."""
    recorded_runs(COLLAPSE)
    if not disclosed(
        "training-collapse-shares", "Every share of the pixels in numbers", icon=":material/table:"
    ):
        return
    steps = [look.step for look in recorded("collapse").runs[0].looks]
    shares = [f"{100 * share:g} %" for share in SHARES.values()]
    st.html(
        "".join(
            table_html(
                (f"{title} after step {steps[at]}, by share", *shares),
                experiment_numbers.collapse_table(score, at),
            )
            for title, score, at in (
                ("IoU", "IoU spot", experiment_numbers.EARLY),
                ("Accuracy", "pixel accuracy", experiment_numbers.EARLY),
                ("IoU", "IoU spot", -1),
            )
        )
    )
    show_code(spot_picture, label="How the pictures are drawn")


def ten_times_as_long() -> None:
    """A line that opens the masks and curves of the longer trainings."""
    if disclosed("training-tumour", "See these trainings", icon=":material/visibility:"):
        recorded_runs(TUMOUR)


def boundaries() -> None:
    """The converged pair, run just now, and the recorded short trainings of shallow and deep ones."""
    converged_pair()
    trials = skip_trials()
    streets_with_and_without(trials)
    settings = [each.settings for each in trials.trials]
    set_the_lab(settings, [_trial_title(each) for each in settings], "boundaries")


def checkerboard() -> None:
    """The recorded runs with the logits of one class."""
    recorded_runs(CHECKERBOARD)
    show_code(checkerboard_index, label="How the index is computed")
