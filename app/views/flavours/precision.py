"""The precision–recall curve of the instance model, and the average precision that is the area under it."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from app.ui.figures import charts
from app.ui.figures.street_pictures import ChosenPicture, all_streets
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.kit.waiting import waited_for
from app.ui.networks import guard
from app.views.flavours import networks
from app.views.flavours.figures import NO_TRUTH, truth_of
from lessons.flavours.average_precision import RECALLS, Pictures, PrecisionRecall, precision_recall, recall
from lessons.scenes import CLASS_NAMES

LEAST_SCORE = 0.05
"""AP asks for unsure objects too: what they cost is small, and what they find counts."""
_ONE, _ALL = "This picture", "All eight streets"


@section
@guard.answered
def precision_and_recall(words: LessonText, picture: ChosenPicture) -> None:
    """The curve of one class, over one picture or all streets, at an IoU to choose."""
    words.show("ap")
    if not networks.instance_ready():
        st.info(guard.how_to_train(networks.INSTANCE))
        words.show("ap-name")
        show_code(precision_recall, PrecisionRecall)
        return
    words.show("ap-touch")
    pictures = [picture] if _asked() == _ONE else all_streets()
    if any(each.truth is None for each in pictures):
        st.info(NO_TRUTH)
        return
    lists = waited_for("The network looks for objects in all streets.", lambda: _lists(pictures))
    labels = sorted({truth.label for _, truths in lists for truth in truths})
    if not labels:
        st.info("There is no object in this picture, so there is nothing to find; take another one.")
        return
    label = st.segmented_control(
        "Class",
        labels,
        default=labels[0],
        format_func=lambda label: CLASS_NAMES[label],
        required=True,
        key=f"flavours-ap-class-{labels}",
        persist_state="session",
    )
    label = labels[0] if label is None else label
    threshold = st.slider(
        "IoU from which an object is right", 0.5, 0.95, 0.5, 0.05, key="flavours-ap", persist_state="session"
    )
    curve, name = precision_recall(lists, label, threshold), CLASS_NAMES[label]
    points = np.stack([curve.recall, curve.precision], axis=1).round(3).tolist()
    best = np.stack([RECALLS, curve.best], axis=1).round(3).tolist()
    charts.precision_recall(
        points,
        best,
        f"Precision over recall for {name}: {len(points)} points, and an area of {curve.area:.2f}.",
    )
    total = sum(truth.label == label for _, truths in lists for truth in truths)
    words.show_filled(
        "ap-live",
        "ap-name",
        name=name,
        threshold=f"{threshold:.2f}",
        pictures="this picture" if len(lists) == 1 else f"{len(lists)} streets",
        ap=f"{curve.area:.2f}",
        found=round(total * recall(lists, threshold, label)),
        total=total,
        count=sum(prediction.label == label for predictions, _ in lists for prediction in predictions),
    )
    show_code(precision_recall, PrecisionRecall)


def _asked() -> str:
    """Whether over one picture or all."""
    chosen = st.segmented_control(
        "Over", (_ONE, _ALL), default=_ONE, required=True, key="flavours-ap-over", persist_state="session"
    )
    return chosen or _ONE


def _lists(pictures: Sequence[ChosenPicture]) -> Pictures:
    """What the model finds in each picture, and what is there; one forward a picture, kept."""
    lists = []
    for each in pictures:
        truth = truth_of(each)
        assert truth is not None
        lists.append((networks.instances(each, LEAST_SCORE), truth.instances))
    return lists
