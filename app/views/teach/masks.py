"""Everyone's masks: what the class painted, labelled and predicted, and how far it agrees."""

from collections.abc import Sequence
from math import isnan

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import wiring
from app.classroom import RecordsError
from app.classroom.hosting import Labelling, Painting, Teacher
from app.ui.exercise.painted import PaintedPicture, by_picture, mask_exercises
from app.ui.figures.grids import painted
from app.ui.figures.images import picture_html, row_of_figures
from app.ui.figures.label_jobs import LabelJob, jobs
from app.ui.figures.mask_picture import MaskPicture, pictures_html
from app.ui.figures.tables import table_html
from app.ui.kit.waiting import waited_for
from app.ui.networks import guard
from app.views.teach import predictions
from app.views.teach.projector import names_shown
from lessons.metrics.crowd import Crowd, crowd, dice_between
from lessons.models.weights import WeightsError
from lessons.prompting import export
from lessons.scenes import CLASS_NAMES
from lessons.waiting import Full

_PARTS = ("painted", "labelled", "predicted")
_STRAY = 4


def show(teacher: Teacher) -> None:
    """What to look at, and the class's masks or predictions of it."""
    names = names_shown()
    part = st.segmented_control(
        "Look at what the class",
        _PARTS,
        default=_PARTS[0],
        required=True,
        key="masks-part",
        persist_state="session",
    )
    try:
        if part == _PARTS[1]:
            _labelled(teacher, names)
        elif part == _PARTS[2]:
            predictions.show(teacher)
        else:
            _painted(teacher, names)
    except RecordsError as error:
        st.error(str(error))
        return
    st.button("Look again", icon=":material/refresh:", key="masks-refresh")


def _painted(teacher: Teacher, names: bool) -> None:
    """An exercise whose answer is a mask, and a picture of it: students of one exercise may have different ones."""
    titles = mask_exercises()
    counts = wiring.hosting().masks.painters(teacher, list(titles))
    there = [id for id in titles if id in counts]
    if not there:
        listed = ", ".join(f"“{title}”" for title in titles.values())
        st.markdown(f"Nobody has painted a mask yet. It is done in the exercises {listed}.")
        return
    left, right = st.columns(2)
    id = left.selectbox(
        "Exercise",
        there,
        format_func=lambda id: f"{titles[id]} ({_people(counts[id])})",
        key="masks-exercise",
    )
    paintings = wiring.hosting().masks.paintings(teacher, id)
    groups = waited_for("Comparing the masks.", lambda: by_picture(id, paintings))
    if not groups:
        st.markdown("The exercise has changed since it was painted, and the masks do not fit it any more.")
        return
    number = 0
    if len(groups) > 1:
        number = right.selectbox(
            "Picture",
            range(len(groups)),
            format_func=lambda at: f"Picture {at + 1} of {len(groups)} ({_people(len(groups[at].masks))})",
            key=f"masks-picture-{id}",
        )
    _of_picture(groups[number], names)


def _of_picture(picture: PaintedPicture, names: bool) -> None:
    task, class_names = picture.task, picture.task.class_names
    together = crowd(picture.masks, len(class_names))
    classes = len(class_names)
    _summary(
        together, None if task.truth is None else _dice_with(together, np.array(task.truth), classes), classes
    )
    given = [MaskPicture(each.title, each.mask, each.class_names) for each in task.pictures]
    if task.truth is not None:
        given.append(MaskPicture("The truth", task.truth, class_names))
    most = MaskPicture("What most painted", together.consensus.tolist(), class_names)
    heat = row_of_figures([_heat(together, len(class_names))])
    st.html(f'{pictures_html([most, *given])}<div style="margin-top: 1.25rem">{heat}</div>')
    stray = _farthest_first(together)
    figures = [
        MaskPicture(
            f"{_name(picture.paintings[at], place, names)}, Dice {together.with_the_others[at]:.3f}",
            picture.masks[at],
            class_names,
        )
        for place, at in enumerate(stray[:_STRAY], 1)
    ]
    if together.people > 1:
        st.markdown("**Farthest from the others**")
        st.html(pictures_html(figures))
    _everybody(together, picture.paintings, stray, names)


def _labelled(teacher: Teacher, names: bool) -> None:
    """An object of the annotator lab: its labels by all students, beside the truth and the U-Net."""
    left, right = st.columns(2)
    every = jobs()
    at = left.selectbox(
        "Object", range(len(every)), format_func=lambda at: every[at].title, key="masks-object"
    )
    way = right.segmented_control(
        "Made", ("by hand", "by prompts"), default="by hand", required=True, key="masks-way"
    )
    job = every[at]
    shared = wiring.hosting().masks.labels(teacher, job.task, "prompts" if way == "by prompts" else "hand")
    labels = [each for each in shared if each.mask["size"] == list(job.target.mask.shape)]
    if not labels:
        st.markdown(
            f"Nobody has shared a label of this object made {way} yet. It is done in the "
            "[annotator lab](prompting?section=lab), in any room."
        )
        return
    masks = [export.from_run_lengths(each.mask["counts"], *each.mask["size"])[job.window] for each in labels]
    truth = job.target.mask[job.window]
    together = crowd(masks, 2)
    _summary(together, _dice_with(together, truth, 2))
    st.html(_of_object(job, together, truth))
    stray = _farthest_first(together)
    if together.people > 1:
        st.markdown("**Farthest from the others**")
        st.html(
            row_of_figures(
                picture_html(
                    _name(labels[at], place, names),
                    _bright(masks[at]),
                    f"Dice {together.with_the_others[at]:.3f}",
                    150,
                )
                for place, at in enumerate(stray[:_STRAY], 1)
            )
        )
    _everybody(together, labels, stray, names)


def _of_object(job: LabelJob, together: Crowd, truth: NDArray[np.bool_]) -> str:
    """The part of the street, what most labelled, the truth, the U-Net's class and the share who marked a pixel."""
    figures = [
        picture_html("Picture", job.picture.pixels[job.window], job.title, 180),
        picture_html("What most labelled", _bright(together.consensus > 0), "Bright: the object.", 180),
        picture_html("The truth", _bright(truth), "Bright: the object.", 180),
    ]
    network = _unet(job)
    if network is not None:
        value = dice_between(network, truth, 2)
        figures.append(
            picture_html(
                "The U-Net",
                _bright(network),
                f"Bright: {job.target.name}. Dice {value:.3f}.",
                180,
            )
        )
    return row_of_figures([*figures, _heat(together, 2)])


def _unet(job: LabelJob) -> NDArray[np.bool_] | None:
    """Where the U-Net sees the object's class in the part around it; None where it cannot answer now."""
    if not guard.ready(guard.WITH_SKIPS):
        return None
    try:
        logits = wiring.networks().logits(guard.WITH_SKIPS, job.picture.pixels)
    except (Full, WeightsError) as error:
        st.warning(str(error))
        return None
    return guard.mask_of(logits)[job.window] == CLASS_NAMES.index(job.target.name)


def _bright(mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    return painted(mask.astype(float), 1.0, 0.0)


def _heat(together: Crowd, num_classes: int) -> str:
    """Where the class agrees: one picture, whose cells stay sharp."""
    if num_classes == 2:
        return picture_html(
            "How many marked it", painted(together.marked, 1.0, 0.0), "Bright: all. Dark: nobody.", 180
        )
    about = "Bright: all say what most say. Dark: few do."
    return picture_html("Agreement", painted(together.agreement, 1.0, 0.0), about, 180)


def _summary(together: Crowd, with_truth: float | None, num_classes: int = 2) -> None:
    sentence = f"{_people(together.people).capitalize()} did this picture."
    if not isnan(together.mean_dice):
        sentence += f" Any two of their masks agree with a mean Dice of **{together.mean_dice:.3f}**"
        sentence += "" if with_truth is None else f"; what most say has **{with_truth:.3f}** with the truth"
        sentence += ". Dice is the mean over the classes but the background." if num_classes > 2 else "."
    st.markdown(sentence)


def _dice_with(together: Crowd, truth: NDArray, num_classes: int) -> float:
    return dice_between(together.consensus, truth, num_classes)


def _farthest_first(together: Crowd) -> list[int]:
    return np.argsort(together.with_the_others, kind="stable").tolist()


def _everybody(
    together: Crowd, people: Sequence[Painting | Labelling], order: Sequence[int], names: bool
) -> None:
    """Everybody's Dice with what most of the others say, the lowest first."""
    if together.people < 2:
        return
    rows = [
        (_name(people[at], place, names), f"{together.with_the_others[at]:.3f}")
        for place, at in enumerate(order, 1)
    ]
    table = table_html(("Student", "Dice with what most of the others say"), rows)
    st.html(f'<div style="max-height: 24rem; overflow-y: auto">{table}</div>')


def _name(person: Painting | Labelling, place: int, names: bool) -> str:
    """Whose it is; in HTML, which is escaped where it is made. Without names, the place in this list."""
    return person.name if names else f"Student {place}"


def _people(count: int) -> str:
    return "one student" if count == 1 else f"{count} students"
