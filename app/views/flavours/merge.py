"""The panoptic map merged from two models under rules to change, and its quality against the truth."""

from dataclasses import replace

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.picture_probe import Picture, picture_probe
from app.ui.figures.numbers import percent, score
from app.ui.figures.outlines import marks, outline, pale
from app.ui.figures.street_pictures import ChosenPicture, on_the_road
from app.ui.figures.tables import table_html
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.flavours import networks
from app.views.flavours.figures import NO_TRUTH, answer_pictures, truth_of
from lessons.flavours.answers import name_of
from lessons.flavours.encoding import PER_CLASS, VOID, segment_ids
from lessons.flavours.instances import Instance
from lessons.flavours.kinds import THING_IDS
from lessons.flavours.merging import DEFAULT_RULES, Decision, MergeRules, merge_panoptic
from lessons.flavours.quality import (
    ClassQuality,
    PanopticQuality,
    SegmentMatching,
    match_segments,
    panoptic_quality,
)
from lessons.scenes import CLASS_NAMES

_MATCHED, _ALONE = np.array([0, 114, 178], np.float64), np.array([213, 94, 0], np.float64)


@section
@guard.answered
def two_into_one(words: LessonText, picture: ChosenPicture) -> None:
    """The merge with its rules as sliders, what became of each object, and PQ of the result."""
    if not predict("flavours-merge"):
        return
    absent = networks.missing()
    if absent:
        st.info(" ".join(map(guard.how_to_train, absent)))
        words.show("merge-name", "quality", "quality-name")
        show_code(merge_panoptic, MergeRules, match_segments, panoptic_quality, ClassQuality)
        return
    words.show("merge-touch")
    rules = _rules()
    flavours, decisions = networks.merged(picture, rules)
    pictures = [*answer_pictures(flavours, picture)]
    truth = truth_of(picture)
    if truth is not None:
        pictures.append(replace(answer_pictures(truth, picture)[2], title="Panoptic, true"))
    height, width = flavours.panoptic.shape
    picture_probe(
        f"flavours-merge-{len(pictures)}",
        pictures,
        start=on_the_road(height, width),
        label="Pixel to compare",
        tells=False,
    )
    st.html(_decisions_html(networks.instances(picture), decisions))
    segments = segment_ids(flavours.panoptic)
    things = np.isin(segments // PER_CLASS, list(THING_IDS))
    words.show_filled(
        "merge-live",
        "merge-name",
        kept=sum(decision.number > 0 for decision in decisions),
        found=len(decisions),
        things=percent(things.mean()),
        stuff=percent((~things & (segments != VOID)).mean()),
        void=percent((segments == VOID).mean()),
    )
    show_code(merge_panoptic, MergeRules)
    words.show("quality")
    if truth is None:
        st.info(NO_TRUTH)
        return
    _quality(words, picture, flavours.panoptic, truth.panoptic)


def _rules() -> MergeRules:
    """The rules as the learner has set them."""
    places = [*st.columns(2), *st.columns(2)]
    covered = places[0].slider(
        "Largest share that surer objects may cover",
        0.0,
        1.0,
        DEFAULT_RULES.max_covered,
        0.05,
        key="flavours-covered",
        persist_state="session",
    )
    score = places[1].slider(
        "Lowest score of an object",
        networks.LEAST_SCORE,
        1.0,
        DEFAULT_RULES.min_score,
        0.05,
        key="flavours-score",
        persist_state="session",
    )
    area = places[2].slider(
        "Fewest pixels of an object",
        0,
        200,
        DEFAULT_RULES.min_area,
        key="flavours-area",
        persist_state="session",
    )
    stuff = places[3].slider(
        "Fewest pixels of a class of stuff",
        0,
        2000,
        DEFAULT_RULES.min_stuff_area,
        key="flavours-stuff",
        persist_state="session",
    )
    return MergeRules(score, covered, area, stuff)


def _decisions_html(instances: tuple[Instance, ...], decisions: tuple[Decision, ...]) -> str:
    rows = [
        (
            name_of(one.label * PER_CLASS + one.number),
            f"{one.score:.2f}",
            "in" if decision.number else "left out",
            decision.reason,
        )
        for one, decision in zip(instances, decisions, strict=True)
    ]
    return table_html(("Object", "Score", "In the map", "Why"), rows)


@st.fragment
def _quality(
    words: LessonText, picture: ChosenPicture, panoptic: NDArray[np.int32], truth: NDArray[np.int32]
) -> None:
    """PQ with its parts by class, and the segments of the selected one."""
    words.show("quality-touch")
    matching = match_segments(panoptic, truth)
    quality = panoptic_quality([matching])
    st.html(_quality_html(quality))
    labels = [each.label for each in quality.classes]
    label = st.segmented_control(
        "Class",
        labels,
        default=labels[-1],
        format_func=lambda label: CLASS_NAMES[label],
        required=True,
        key=f"flavours-class-{labels}",
        persist_state="session",
    )
    label = labels[-1] if label is None else label
    true_ids, found_ids = (
        {each for each in ids if each // PER_CLASS == label} for ids in _segments(matching)
    )
    matched = {match.true: match for match in matching.matches} | {
        match.predicted: match for match in matching.matches
    }
    height, width = truth.shape
    picture_probe(
        "flavours-quality",
        [
            _segments_picture("The truth", picture, truth, true_ids, set(matched)),
            _segments_picture("The map", picture, panoptic, found_ids, set(matched)),
        ],
        start=on_the_road(height, width),
        label="Pixel to compare",
        tells=False,
    )
    st.html(f'<p class="pw-caption">{_segments_caption(matching, label)}</p>')
    forgiving = panoptic_quality([match_segments(panoptic, truth, forgive_blank=True)])
    words.show_filled(
        "quality-live",
        pq=score(quality.mean()),
        things=score(quality.mean(labels=THING_IDS)),
        stuff=score(quality.mean(labels=set(range(len(CLASS_NAMES))) - THING_IDS)),
        sq=score(quality.mean("sq")),
        rq=score(quality.mean("rq")),
    )
    words.show("quality-name")  # its formulas have braces of their own
    words.show_filled("quality-blank-live", pq=score(quality.mean()), forgiving=score(forgiving.mean()))
    show_code(match_segments, panoptic_quality, ClassQuality)


def _quality_html(quality: PanopticQuality) -> str:
    rows = [
        (
            CLASS_NAMES[each.label],
            str(each.matches),
            str(each.extra),
            str(each.missed),
            f"{each.sq:.2f}",
            f"{each.rq:.2f}",
            f"{each.pq:.2f}",
        )
        for each in quality.classes
    ]
    mean = ("mean", "", "", "", *(f"{quality.mean(of):.2f}" for of in ("sq", "rq", "pq")))
    return table_html(("Class", "Matched", "Extra", "Missed", "SQ", "RQ", "PQ"), [*rows, mean])


def _segments(matching: SegmentMatching) -> tuple[list[int], list[int]]:
    """The ids that count in the truth, and those that count in the map."""
    true = [*(match.true for match in matching.matches), *matching.missed]
    return true, [*(match.predicted for match in matching.matches), *matching.extra]


def _segments_picture(
    title: str, picture: ChosenPicture, panoptic: NDArray[np.int32], ids: set[int], matched: set[int]
) -> Picture:
    """The segments of one class over the picture in grey: plain blue if matched, striped orange if not."""
    segments = segment_ids(panoptic)
    colours = pale(picture.pixels)
    stripes = np.indices(panoptic.shape).sum(axis=0) // 2 % 2 == 0
    texts = []
    for segment in sorted(ids):
        here = segments == segment
        tint = _MATCHED if segment in matched else _ALONE
        pixels = here if segment in matched else here & stripes
        colours[pixels] = 0.2 * colours[pixels] + 0.8 * tint
        number = segment % PER_CLASS
        texts.append((here, str(number) if number else CLASS_NAMES[segment // PER_CLASS]))
    lines = np.where(np.isin(segments, list(ids)), segments, 0)
    return Picture(title, colours.astype(np.uint8), outline=outline(lines), marks=marks(texts))


def _segments_caption(matching: SegmentMatching, label: int) -> str:
    """What became of each segment of a class, in one line."""
    sentences = [
        f"{name_of(match.predicted)} of the map matches {name_of(match.true)} of the truth, IoU {match.iou:.2f}"
        for match in matching.matches
        if match.true // PER_CLASS == label
    ]
    for kind, ids in (("extra", matching.extra), ("missed", matching.missed)):
        sentences += [f"{name_of(segment)} is {kind}" for segment in ids if segment // PER_CLASS == label]
    return "Blue: matched. Striped: without a match. Here, " + "; ".join(sentences) + "."
