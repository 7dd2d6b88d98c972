"""What skips buy: recorded trainings with and without them, and a pole that one pooling does not lose."""

from collections.abc import Callable, Mapping

import streamlit as st

from app.ui.figures.grids import NumberGrid, grids_html
from app.ui.figures.numbers import day, number
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from lessons.models import weights
from lessons.unet import one_pole, trials

_LEVELS = (2, 3, 5)
_CELLS = 8


@section
def what_skips_buy(words: LessonText) -> None:
    """Ask whether a network without skips can find a pole one pixel wide; then what trainings say."""
    if not predict("unet-poles"):
        return
    poles, streets = trials.pole_trials(), trials.skip_trials()
    deepest = max(each.poolings for each in poles.trials)
    _with_and_without(
        "IoU of poles 1 px wide",
        {count: f"{count} pooling{'s' * (count > 1)}" for count in range(1, deepest + 1)},
        poles.ious,
    )
    st.caption(
        words.line(
            "skips-poles",
            seeds=len(poles.ious(1, True)),
            steps=poles.steps,
            pictures=poles.pictures,
            side=poles.side,
            date=day(poles.date),
        )
    )
    _with_and_without(
        "Boundary IoU of streets, 1 px",
        {levels: f"{levels} levels" for levels in _LEVELS},
        streets.boundary_ious,
    )
    st.caption(
        words.line(
            "skips-streets",
            seeds=len(streets.boundary_ious(2, True)),
            steps=streets.steps,
            pictures=streets.pictures,
            date=day(streets.date),
        )
    )
    with_skips, without = (weights.scores(name) for name in ("unet", "unet_no_skips"))
    words.show_filled(
        "skips-live",
        found=_seeds(poles.ious(1, False)),
        lost=_seeds(poles.ious(deepest, False)),
        deepest=deepest,
        two=_verdict(streets, 2),
        three=_verdict(streets, 3),
        five=_verdict(streets, 5),
        with_skips=f"{with_skips['boundary_iou']:.3f}",
        without=f"{without['boundary_iou']:.3f}",
        count=with_skips["count"],
    )


@section
def one_pole_pooled(words: LessonText) -> None:
    """A row of cells with one pole, pooled once through one channel and through two."""
    words.show("pole-touch")
    column = st.slider("Column of the pole", 1, _CELLS, 4, key="unet-pole", persist_state="session") - 1
    row = one_pole.row_with_pole(_CELLS, column)
    copy, neighbour = one_pole.pooled(row), one_pole.pooled(one_pole.right_neighbour(row))
    st.html(
        grids_html(
            [
                NumberGrid("The row", [row], framed=((0, column),)),
                NumberGrid("Channel 1, pooled", [copy], about="each cell itself"),
                NumberGrid("Channel 2, pooled", [neighbour], about="each cell's right neighbour"),
            ]
        )
    )
    one, two = one_pole.possible_columns(copy), one_pole.possible_columns(copy, neighbour)
    words.show_filled(
        "pole-live",
        "pole-name",
        one=" or ".join(str(each + 1) for each in one),
        two=" or ".join(str(each + 1) for each in two),
    )
    show_code(one_pole.right_neighbour, one_pole.pooled, one_pole.possible_columns)


def _with_and_without(
    score: str, columns: Mapping[int, str], scores: Callable[[int, bool], tuple[float, ...]]
) -> None:
    """A table of a score: a row with skips and one without, a column for each depth by its title."""
    table(
        (score, *columns.values()),
        [
            (title, *(_seeds(scores(depth, skips)) for depth in columns))
            for title, skips in (("with skips", True), ("without skips", False))
        ],
    )


def _seeds(values: tuple[float, ...]) -> str:
    """The least and the largest value of all seeds, once if they are the same."""
    least, most = f"{min(values):.2f}", f"{max(values):.2f}"
    return least if least == most else f"{least} to {most}"


def _verdict(streets: trials.SkipTrials, levels: int) -> str:
    """With how many of the seeds the network with skips had the better outlines, and by how much in the mean."""
    pairs = zip(streets.boundary_ious(levels, True), streets.boundary_ious(levels, False), strict=True)
    gains = [with_skips - without for with_skips, without in pairs]
    mean = number(sum(gains) / len(gains), 2, signed=True)
    return f"{sum(gain > 0 for gain in gains)} of {len(gains)} seeds ({mean} in the mean)"
