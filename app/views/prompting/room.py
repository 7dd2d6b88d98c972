"""A room of the annotator lab: its word, the button that shares a label there, and what is shared of one object."""

import logging

import streamlit as st

from app import state, wiring
from app.classroom import LimitError, RecordsError, TooLargeError, UnknownLearnerError, room_word
from app.ui.figures.label_jobs import Label, LabelJob
from app.ui.kit.inert import inert
from app.ui.kit.lesson_text import LessonText
from app.ui.networks import guard
from app.ui.shell.learner import current, ensure
from app.views.prompting import annotators
from app.views.prompting.annotators import HOW, SharedView
from lessons.prompting import export

log = logging.getLogger("pixelwise")

_ROOM, _OBJECT, _ARRIVED, _VIEW = "prompting-room", "prompting-job", "prompting-arrived", "prompting-seen"
_LONGEST = 24 * 60 * 60.0  # seconds
_LONGEST_ROOM = 60


def arrive(objects: int) -> None:
    """Take the room and the object from the address, once a visit. Call it before their fields are drawn."""
    if state.recall(_ARRIVED):
        return
    state.remember(_ARRIVED, True)
    if word := st.query_params.get("room", ""):
        state.remember(_ROOM, word[:_LONGEST_ROOM])
    number = st.query_params.get("object", "")
    if number in [str(number + 1) for number in range(objects)]:
        state.remember(_OBJECT, int(number) - 1)
    elif number:
        st.warning(f"The address names an object that is not here; choose one of the {objects} below.")


@st.fragment
@guard.answered
def room(words: LessonText, job: LabelJob, number: int, way: str, label: Label | None) -> None:
    """The room's name, a button that shares the label of this way, and what is shared of this object."""
    words.show("lab-room")
    # What the state alone says of a field is sent once, and is lost where the page runs again at that moment.
    typed = st.text_input(
        "Room",
        value=state.recall(_ROOM) or "",
        key=_ROOM,
        max_chars=_LONGEST_ROOM,
        placeholder="The word your instructor says",
        persist_state="session",
        width=340,
    )
    if not (typed or "").strip():
        for name in ("room", "object"):
            st.query_params.pop(name, None)
        words.show("lab-room-none")
        return
    try:
        word = room_word(typed)
    except RecordsError as refused:
        st.error(str(refused))
        return
    address = {"room": word, "object": str(number + 1)}
    if {name: st.query_params.get(name) for name in address} != address:
        st.query_params.update(address)
    how = "prompts" if way == "prompts" else "hand"
    with st.container(horizontal=True):
        shares = st.button(
            f"Share my label {HOW[how]}", type="primary", key="prompting-share", disabled=label is None
        )
        looks = st.button("Refresh the room", icon=":material/refresh:", key="prompting-refresh")
    try:
        if shares and label is not None and _share(word, job.task, how, label):
            st.success(f"Shared in the room {inert(word)}. Others see it when they refresh.")
            looks = True
        if looks:
            state.remember(_VIEW, _look(word, job))
    except UnknownLearnerError as error:
        st.error(f"Not shared. {error}")
    except RecordsError:
        log.exception("a room could not be used")
        st.error("The records cannot be reached. Your label is still here; try again in a moment.")
    view = state.recall(_VIEW)
    if view is not None and (view.room, view.task) == (word, job.task):
        annotators.show(words, job, view)
    else:
        words.show_filled("lab-room-link" if label else "lab-room-label-first", way=HOW[how])


def _share(word: str, task: str, how: str, label: Label) -> bool:
    """Whether the label is in the room now. What cannot be shared is said in one sentence."""
    learner = ensure(current())
    if learner is None:
        st.warning("A label needs a cookie to be yours. Allow cookies for this address and reload the page.")
        return False
    mask = export.coco(label.mask)["segmentation"]
    try:
        wiring.records().share_label(learner, word, task, how, mask, min(max(label.seconds, 0.0), _LONGEST))
    except (LimitError, TooLargeError) as error:
        st.error(f"{error} Your label is still here.")
        return False
    return True


def _look(word: str, job: LabelJob) -> SharedView:
    """What is shared of this object in this room now."""
    labels = wiring.records().shared_labels(word, job.task, current().learner)
    size = list(job.target.mask.shape)
    return SharedView(word, job.task, tuple(each for each in labels if each.mask["size"] == size))
