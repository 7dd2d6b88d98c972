"""The hands that are up: what each student asks, with the work before them, and an answer or a hint to send back."""

import json

import streamlit as st

from app import wiring
from app.classroom import RecordsError
from app.classroom.hosting import LONGEST_WORDS, Hand, Role, Teacher
from app.components.class_signal import class_signal
from app.ui.figures.mask_picture import MaskPicture, mask_pictures
from app.ui.kit.inert import inert
from app.ui.kit.rerun import rerun_fragment
from exercises._engine.catalogue import Exercise, catalogue, variant
from exercises._engine.variants import fill

_OWN = "Words of your own"


@st.fragment
def show(teacher: Teacher) -> None:
    """The queue, the first hand first."""
    st.header("Hands up")
    class_signal("hands", teacher.classroom, ["hands", "help", "members"])
    queue = wiring.hosting().help.up(teacher)
    if not queue:
        st.markdown("No hand is up. Students raise one at an exercise.")
    for hand in queue:
        exercise = catalogue().get(hand.exercise)
        title = exercise.title if exercise else hand.exercise
        with st.container(border=True):
            st.markdown(
                f"**{inert(hand.name)}** at **{inert(title)}**: {inert(hand.question) or 'needs help.'}"
            )
            _work(exercise, hand)
            if teacher.role is Role.TEACHES:
                _answer(teacher, exercise, hand)


def _work(exercise: Exercise | None, hand: Hand) -> None:
    """What the student had written, painted or chosen, as far as the exercise is still here to tell what it means."""
    if not hand.work:
        st.caption("Nothing is written there yet.")
    elif exercise is None or exercise.kind == "code":
        st.code(hand.work, language="python", wrap_lines=True)
    else:
        _begun(exercise, hand.work)


def _begun(exercise: Exercise, work: str) -> None:
    begun = json.loads(work)
    task, answer = variant(exercise, begun["seed"]), begun["answer"]
    st.markdown(fill(exercise.prompt, task.fields))
    if answer is None:
        st.caption("No answer is there yet.")
    elif exercise.kind == "mask":
        pictures = [MaskPicture("Painted", answer, task.class_names)]
        if task.truth is not None:
            pictures.append(MaskPicture("Truth", task.truth, task.class_names))
        mask_pictures(pictures)
    elif exercise.kind == "choice" and 0 <= answer < len(task.options):
        st.markdown(f"Chosen: {task.options[answer][0]}")
    else:
        st.markdown(f"Answer so far: {inert(str(answer))}")


def _answer(teacher: Teacher, exercise: Exercise | None, hand: Hand) -> None:
    hints = list(exercise.hints) if exercise else []
    chosen = st.selectbox(
        "Answer with",
        [_OWN, *hints],
        format_func=lambda each: each if each == _OWN else f"Hint {hints.index(each) + 1}: {each}",
        key=f"help-with-{hand.id}",
    )
    words = st.text_area(
        "Your answer",
        value="" if chosen == _OWN else chosen,
        max_chars=LONGEST_WORDS,
        key=f"help-{hand.id}-{hints.index(chosen) if chosen in hints else 'own'}",
    )
    if st.button("Send, and take the hand down", key=f"help-send-{hand.id}"):
        if not words.strip():
            st.error("Write an answer first.")
            return
        try:
            wiring.hosting().help.answer(teacher, hand.id, words)
        except RecordsError as error:
            st.error(str(error))
            return
        rerun_fragment()
