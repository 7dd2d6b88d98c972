"""Accuracy lies: the same networks ranked by different scores."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import streamlit as st

from app.ui.figures.street_pictures import coloured, legend_html
from app.ui.figures.tables import table_html
from app.views.training.recorded import loss_title, recorded_on, set_the_lab, strip_html
from lessons.metrics.pooled import PixelScores, scores_of
from lessons.models import MODELS
from lessons.models.weights import manifest
from lessons.scenes import CLASS_NAMES
from lessons.training.headlines import LOSSES_TRIED, SEEDS
from lessons.training.lab.pictures import SHOWN
from lessons.training.recorded import STREETS, RecordedRun, held_out, recorded

RECORDING = "rare"
_SEED = len(LOSSES_TRIED) * SEEDS.index(1)
FIRST = _SEED + LOSSES_TRIED.index(("cross_entropy", "none"))
SECOND = _SEED + LOSSES_TRIED.index(("dice", "none"))
"""The pair that the page begins with: they differ in the loss alone, and the scores disagree about them."""


def two_rankings() -> None:
    """Choose two recorded trainings; see who is ahead by which score, and the course's networks beside it."""
    runs = recorded(RECORDING).runs
    titles = [seeded_title(run) for run in runs]
    left, right = st.columns(2)
    places = range(len(runs))
    one = left.selectbox("One network", places, FIRST, format_func=titles.__getitem__, key="ranking-one")
    two = right.selectbox("The other", places, SECOND, format_func=titles.__getitem__, key="ranking-two")
    streets = held_out(runs[0].settings.data)
    figures = strip_html("Streets that neither has seen", list(streets.images[:SHOWN]))
    figures += strip_html("Truth", list(map(coloured, streets.masks[:SHOWN])))
    for place in (one, two):
        masks = runs[place].held_out
        assert masks is not None
        figures += strip_html(titles[place], list(map(coloured, masks[:SHOWN])))
    scores = [scores_by_name(held_out_scores(place)) for place in (one, two)]
    rows = [(name, *_cells(scores[0][name], scores[1][name])) for name in scores[0]]
    header = (f"Score, {len(STREETS)} streets", titles[one], titles[two], "Ahead")
    st.html(f'<div class="pw-pictures">{figures}</div>{legend_html()}{table_html(header, rows)}')
    st.caption(recorded_on(recorded(RECORDING)).partition(" Four of")[0])
    set_the_lab([runs[one].settings, runs[two].settings], [titles[one], titles[two]], "ranking")
    st.html(_course_html())


def seeded_title(run: RecordedRun) -> str:
    """The loss and the seed of a run."""
    return f"{loss_title(run.settings)}, seed {run.settings.seed}"


@cache
def held_out_scores(place: int) -> PixelScores:
    """The scores of the recorded run with this place on the held-out streets, from its masks."""
    run = recorded(RECORDING).runs[place]
    assert run.held_out is not None
    return scores_of(run.held_out, held_out(run.settings.data).masks, len(CLASS_NAMES))


def scores_by_name(scores: PixelScores) -> dict[str, float]:
    """Every score by the name that stands in the table."""
    each = dict(zip((f"IoU {name}" for name in CLASS_NAMES), scores.per_class_iou, strict=True))
    means = {
        "pixel accuracy": scores.pixel_accuracy,
        "mIoU": scores.miou,
        "boundary IoU": scores.boundary_iou,
    }
    return means | each


def course_rankings() -> dict[str, list[str]]:
    """The titles of the course's networks for street scenes, the best first, by score."""
    rows: Mapping[str, dict[str, Any]] = manifest()
    rows_by_title = {
        each.title: rows[each.name]["held_out"]
        for each in MODELS
        if each.data == "scenes" and each.name in rows
    }
    values = {
        "Pixel accuracy": lambda of: of["pixel_accuracy"],
        "mIoU": lambda of: of["miou"],
        "Boundary IoU": lambda of: of["boundary_iou"],
        "IoU of persons": lambda of: of["per_class_iou"]["person"],
    }
    return {
        name: sorted(rows_by_title, key=lambda title, value=value: -value(rows_by_title[title]))
        for name, value in values.items()
    }


def _course_html() -> str:
    ranked = course_rankings()
    rows = [(str(place), *titles) for place, titles in enumerate(zip(*ranked.values(), strict=True), 1)]
    return table_html(("Networks of this course, by", *ranked), rows)


def _cells(one: float, two: float) -> tuple[str, str, str]:
    ahead = "alike" if round(one, 3) == round(two, 3) else "first" if one > two else "second"
    return f"{one:.3f}", f"{two:.3f}", ahead
