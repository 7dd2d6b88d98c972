"""What skips buy: recorded trainings with and without them, and a pole that one pooling does not lose."""

import streamlit as st

from app.ui.figures.grids import NumberGrid, grids_html
from app.ui.figures.numbers import day
from app.ui.figures.recorded_skips import (
    better_outlines,
    span,
    streets_with_and_without,
    with_and_without,
)
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from lessons.models import weights
from lessons.unet import one_pole, trials

_CELLS = 8


@section
def what_skips_buy(words: LessonText) -> None:
    """Ask whether a network without skips can find a pole one pixel wide; then what trainings say."""
    if not predict("unet-poles"):
        return
    poles, streets = trials.pole_trials(), trials.skip_trials()
    deepest = max(each.poolings for each in poles.trials)
    left, right = st.columns([4, 3])
    with left:
        with_and_without(
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
    with right:
        streets_with_and_without(streets)
    with_skips, without = (weights.scores(name) for name in ("unet", "unet_no_skips"))
    words.show_filled(
        "skips-live",
        found=span(poles.ious(1, False)),
        lost=span(poles.ious(deepest, False)),
        deepest=deepest,
        **better_outlines(streets),
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
