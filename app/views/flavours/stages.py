"""The stages of Mask R-CNN on one picture, all from one forward of its backbone."""

import numpy as np
import streamlit as st

from app.components.ramp import RAMP
from app.ui.figures.boxes import DrawnBox, Figure, Look, figures_html
from app.ui.figures.numbers import number, percent
from app.ui.figures.outlines import instance_picture, outline
from app.ui.figures.street_pictures import ChosenPicture
from app.ui.figures.tables import table_html
from app.ui.kit.disclosure import disclosed
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.ui.shell import open_book
from app.views.flavours import networks
from app.views.flavours.figures import truth_of
from app.views.flavours.heads import heads_html
from lessons.flavours.answers import name_of
from lessons.flavours.encoding import PER_CLASS
from lessons.flavours.instances import box_ious, match, removed_by
from lessons.flavours.live import detected_instances
from lessons.models import THINGS, weights
from lessons.models.mask_rcnn import paste
from lessons.models.serving.instance_trace import InstanceTrace, after_nms, trace_instances

_COLUMNS = {"recall": "Found", "sure_recall": "Found, sure", "sure_precision": "Right, of the sure"}
"""Which scores of the manifest the page shows, and what it calls them."""
SURE = 0.5
"""The score from which an object is among those that the model is shown to find."""


@section
@guard.answered
def a_model_that_counts(words: LessonText, picture: ChosenPicture) -> None:
    """What the instance model finds, the steps that lead there, and how good it is."""
    if not predict("flavours-model"):
        return
    if not networks.instance_ready():
        st.info(guard.how_to_train(networks.INSTANCE))
        words.show("model-name")
        st.html(heads_html(words))
        show_code(trace_instances, after_nms, paste)
        return
    words.show("model-touch")
    st.html(_found_html(picture))
    words.show("model-name")
    st.html(heads_html(words))
    _how_good(words)
    show_code(trace_instances, after_nms, paste)


def _found_html(picture: ChosenPicture) -> str:
    """The boxes that the model keeps, and the masks that it paints in them."""
    objects = networks.detections(picture, networks.own_threshold(), SURE)
    labels, scores = networks.class_ids(objects.labels), objects.scores.tolist()
    everything = detected_instances(objects.masks.numpy(), labels, scores)
    boxes = [
        DrawnBox(tuple(box), text=name_of(label * PER_CLASS))
        for box, label in zip(objects.boxes.tolist(), labels, strict=True)
    ]
    masks = instance_picture("", picture.pixels, everything)
    return figures_html(
        [
            Figure(
                "First boxes", picture.pixels, f"{len(boxes)} boxes, each with a class.", boxes, width=320
            ),
            Figure(
                "Then a mask in each",
                masks.pixels,
                f"{len(everything)} masks.",
                outline=masks.outline,
                width=320,
            ),
        ],
        f"Found: {len(everything)} objects with a score of {SURE:.2f} or more.",
    )


def _how_good(words: LessonText) -> None:
    """A line that opens to what the manifest holds of the model's scores."""
    label = "How good is it? Measured on scenes it has not seen"
    if not disclosed("flavours-how-good", label, icon=":material/monitoring:", expanded=open_book.is_open()):
        return
    scores = weights.scores(networks.INSTANCE)
    rows = [
        (name, str(scores["objects"][name]), *(_percent(scores[key][name]) for key in _COLUMNS))
        for name in THINGS
    ]
    st.html(table_html(("Class", "Objects", *_COLUMNS.values()), rows))
    words.show_filled(
        "model-bars-live",
        pictures=scores["count"],
        matched_iou=f"{scores['matched_iou'] or 0:.2f}",
        least_pixels=scores["least_pixels"],
        least_score=f"{scores['least_score']:.2f}",
        least_iou=f"{scores['least_iou']:.2f}",
    )


def _percent(share: float | None) -> str:
    return "none" if share is None else percent(share)


@section
@guard.answered
def proposals(words: LessonText, picture: ChosenPicture) -> None:
    """The boxes in which something could be."""
    words.show("proposals")
    if not networks.instance_ready():
        words.show("proposals-name")
        return
    words.show("proposals-touch")
    trace = networks.traced(picture)
    count, sure = len(trace.proposals), trace.objectness.tolist()
    if count < 2:
        st.info("The network proposes too few boxes here to choose from; take another picture.")
        return
    drawn_count = st.slider("Proposals drawn", 1, count, min(20, count), key=f"flavours-proposals-{count}")
    boxes = [DrawnBox(tuple(box)) for box in trace.proposals[:drawn_count].tolist()]
    about = f"{drawn_count} boxes, where the network expects a thing."
    st.html(
        figures_html(
            [Figure("The picture, with boxes in which something could be", picture.pixels, about, boxes)]
        )
    )
    words.show_filled(
        "proposals-live",
        "proposals-name",
        shown=drawn_count,
        proposals=count,
        best=f"{sure[0]:.2f}",
        last=f"{sure[drawn_count - 1]:.2f}",
    )


@section
@guard.answered
def one_box_each(words: LessonText, picture: ChosenPicture) -> None:
    """One box for each object, and the masks in the boxes that stay."""
    words.show("nms")
    if not networks.instance_ready():
        words.show("nms-name", "mask", "mask-name")
        show_code(box_ious, removed_by)
        return
    words.show("nms-touch")
    trace = networks.traced(picture)
    part = int((trace.scores >= networks.LEAST_SCORE).sum())
    if not part:
        st.info(f"No box has a score of {networks.LEAST_SCORE:.2f} or more here; take another picture.")
        return
    threshold = st.slider(
        "IoU threshold", 0.0, 1.0, networks.own_threshold(), 0.05, key="flavours-nms", persist_state="session"
    )
    boxes = trace.input_boxes[:part]
    removers = removed_by(
        box_ious(boxes, boxes), trace.scores[:part], threshold, trace.labels[:part]
    ).tolist()
    names = [THINGS[label - 1] for label in trace.labels[:part].tolist()]
    scores = trace.scores[:part].tolist()

    def box_title(box: int) -> str:
        fate = "stays" if removers[box] == box else f"removed by box {removers[box] + 1}"
        return f"Box {box + 1}: {names[box]}, score {scores[box]:.2f}, {fate}"

    chosen = st.selectbox("Box", range(part), format_func=box_title, key=f"flavours-box-{part}")
    st.html(_suppressed_html(picture, trace, removers, chosen))
    remaining = sum(remover == box for box, remover in enumerate(removers))
    words.show_filled(
        "nms-live",
        threshold=f"{threshold:.2f}",
        kept=remaining,
        boxes=part,
        least_score=f"{networks.LEAST_SCORE:.2f}",
    )
    words.show("nms-name")
    show_code(box_ious, removed_by)
    _masks(words, picture, threshold)


def _suppressed_html(picture: ChosenPicture, trace: InstanceTrace, removers: list[int], chosen: int) -> str:
    """The boxes that stay and those that go, and what became of the chosen one."""
    boxes = trace.boxes[: len(removers)].tolist()
    rival = removers[chosen]

    def look(box: int) -> Look:
        if box == chosen:
            return "chosen"
        return "rival" if box == rival else "stays" if removers[box] == box else "removed"

    order = sorted(
        range(len(boxes)), key=lambda box: ("removed", "stays", "rival", "chosen").index(look(box))
    )
    drawn_boxes = [
        DrawnBox(tuple(boxes[box]), look(box), str(box + 1) if look(box) != "removed" else "")
        for box in order
    ]
    caption = f"Box {chosen + 1}, in orange, stays."
    if rival != chosen:
        overlap = float(box_ious(boxes[chosen], boxes[rival])[0, 0])
        caption = (
            f"Box {chosen + 1}, in orange, has an IoU of {overlap:.2f} with box {rival + 1}, in blue, which is surer "
            "and of its class."
        )
    about = f"{len(boxes)} boxes; those that were removed are dashed."
    classes = zip(("background", *THINGS), trace.class_scores[trace.origins[chosen]].tolist(), strict=True)
    table = table_html(("The box holds", "Score"), [(name, f"{score:.3f}") for name, score in classes])
    beside = f"<figcaption>The box head on the proposal of box {chosen + 1}</figcaption>{table}"
    return figures_html([Figure("Boxes with a class", picture.pixels, about, drawn_boxes)], caption, beside)


@st.fragment
@guard.answered
def _masks(words: LessonText, picture: ChosenPicture, threshold: float) -> None:
    """What the mask head paints in one box, and what is pasted into the picture."""
    words.show("mask", "mask-touch")
    detections = networks.detections(picture, threshold)
    labels, scores = networks.class_ids(detections.labels), detections.scores.tolist()
    box_numbers = detections.candidates.tolist()
    chosen = st.selectbox(
        "Box that stays",
        range(len(labels)),
        format_func=lambda at: (
            f"Box {box_numbers[at] + 1}: {name_of(labels[at] * PER_CLASS)}, score {scores[at]:.2f}"
        ),
        key=f"flavours-mask-{len(labels)}-{threshold}",
    )
    logits = detections.mask_logits[chosen].numpy()
    left, top, right, bottom = detections.boxes[chosen].tolist()
    inside = (detections.masks[chosen] >= 0.5).numpy()
    everything = detected_instances(detections.masks.numpy(), labels, scores)
    here = [one for one in everything if one.label == labels[chosen] and (one.mask == inside).all()]
    largest = float(np.abs(logits).max()) or 1.0
    span = f"from {number(float(logits.min()), 1)} to {number(float(logits.max()), 1)}"
    st.html(
        figures_html(
            [
                Figure(
                    "Mask logits, 28 × 28",
                    RAMP[np.uint8(127.5 + 127.5 * logits / largest)],
                    f"Logits {span}; the outline is at 0.",
                    outline=outline(logits > 0),
                    width=300,
                ),
                Figure(
                    "Pasted into the picture",
                    instance_picture("", picture.pixels, here[:1]).pixels,
                    "The mask of the chosen box.",
                    [DrawnBox((left, top, right, bottom), "chosen")],
                    outline(inside),
                    width=300,
                ),
            ],
            f"Logits {span}, dark to light. The outline is where they pass 0.",
        )
    )
    truth = truth_of(picture)
    pairs = match(everything, truth.instances).pairs if truth else ()
    ious = {everything[prediction].number: iou for prediction, _, iou in pairs}
    iou = ious.get(here[0].number) if here else None
    part = "mask-alone-live" if truth is None else "mask-unmatched-live" if iou is None else "mask-live"
    words.show_filled(
        part,
        "mask-name",
        name=name_of(labels[chosen] * PER_CLASS).capitalize(),
        score=f"{scores[chosen]:.2f}",
        width=f"{right - left:.1f}",
        height=f"{bottom - top:.1f}",
        cell=f"{(right - left) * (bottom - top) / logits.size:.2f}",
        pixels=int(inside.sum()),
        iou="" if iou is None else f"{iou:.2f}",
    )
    show_code(paste)
