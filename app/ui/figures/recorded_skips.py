"""What the recorded trainings of U-Nets scored: one record, shown by every lesson that cites it."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from app.ui.figures.numbers import day, number
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from lessons.unet.trials import SkipTrials

_LEVELS = (2, 3, 5)


def streets_with_and_without(streets: SkipTrials) -> None:
    """The boundary IoU by depth, with skips and without, and how it was measured."""
    with_and_without(
        "Boundary IoU of streets, 1 px",
        {levels: f"{levels} levels" for levels in _LEVELS},
        streets.boundary_ious,
    )
    st.caption(
        LessonText("unet").line(
            "skips-streets",
            seeds=len(streets.boundary_ious(2, True)),
            steps=streets.steps,
            pictures=streets.pictures,
            date=day(streets.date),
        )
    )


def with_and_without(
    score: str, columns: Mapping[int, str], scores: Callable[[int, bool], tuple[float, ...]]
) -> None:
    """A table of a score: a row with skips and one without, a column for each depth by its title."""
    table(
        (score, *columns.values()),
        [
            (title, *(span(scores(depth, skips)) for depth in columns))
            for title, skips in (("with skips", True), ("without skips", False))
        ],
        close=True,
    )


def span(values: tuple[float, ...]) -> str:
    """The least and the largest value of all seeds, once if they are the same."""
    least, most = f"{min(values):.2f}", f"{max(values):.2f}"
    return least if least == most else f"{least} to {most}"


def better_outlines(streets: SkipTrials) -> dict[str, str]:
    """For "two", "three" and "five" levels: with how many seeds skips had the better outlines, and the mean gain."""
    return {
        name: verdict(streets.gains(levels))
        for name, levels in zip(("two", "three", "five"), _LEVELS, strict=True)
    }


def verdict(gains: Sequence[float]) -> str:
    """In how many of the trainings something was gained, and how much in the mean."""
    mean = number(sum(gains) / len(gains), 2, signed=True)
    return f"{sum(gain > 0 for gain in gains)} of {len(gains)} seeds ({mean} in the mean)"
