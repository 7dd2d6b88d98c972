"""The hands that are up: what each student asks, with the work before them, and an answer or a hint to send back."""

import streamlit as st

from app import wiring
from app.classroom.hosting import LONGEST_WORDS, Hand, Role, Teacher
from app.components.class_signal import class_signal
from app.ui.exercise import drafts
from app.ui.exercise.stored import show_answer, titles
from app.ui.exercise.task import show_task
from app.ui.kit.inert import inert
from app.ui.kit.refused import refusals
from app.ui.kit.rerun import rerun_fragment
from exercises._engine.catalogue import Exercise, catalogue

_OWN = "Words of your own"


@st.fragment
def show(teacher: Teacher) -> None:
    """The queue, the first hand first."""
    st.header("Hands up")
    class_signal("hands", teacher.classroom, ["hands", "help", "members"])
    with refusals():
        _queue(teacher)


def _queue(teacher: Teacher) -> None:
    queue = wiring.hosting().help.up(teacher)
    if not queue:
        st.markdown("No hand is up. Students raise one at an exercise.")
    for hand in queue:
        exercise = catalogue().get(hand.exercise)
        title = titles().get(hand.exercise, hand.exercise)
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
        return
    begun = drafts.fitting(exercise, hand.work, "") if exercise else None
    if exercise is None or begun is None:
        st.code(str(hand.work), language="python", wrap_lines=True)
        return
    task = None
    if exercise.kind != "code":
        task = drafts.task_of(exercise.id, begun.seed)
        show_task(exercise, task)
    if begun.answer is None:
        st.caption("No answer is there yet.")
    else:
        show_answer(begun.answer, task)


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
        wiring.hosting().help.answer(teacher, hand.id, words)
        rerun_fragment()
