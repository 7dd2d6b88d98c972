"""Asking the instructor for help at an exercise; only for who is in a class."""

from uuid import UUID

import streamlit as st

from app import wiring
from app.classroom.hosting import LONGEST_WORDS, Hand, Membership
from app.ui.kit.inert import inert
from app.ui.kit.rerun import rerun_fragment
from app.ui.shell import saving
from app.ui.shell.learner import Visitor
from exercises._engine.catalogue import Exercise


def raise_hand(exercise: Exercise, layer: str, visitor: Visitor) -> None:
    """A hand to raise, the one that is up, or the instructor's answer to it; nothing for who is in no class."""
    if not visitor.classes or visitor.out_of_reach or visitor.learner is None:
        return
    here, learner = visitor.classes[0], visitor.learner
    hands = saving.read(lambda: wiring.hosting().help.of_member(learner, here.classroom), ())
    mine = [each for each in hands if each.exercise == exercise.id]
    for each in mine:
        if each.answer:
            st.info(f"Your instructor: {inert(each.answer)}", icon=":material/school:")
    up = next((each for each in mine if each.closed is None), None)
    if up is None:
        _ask(exercise, layer, here)
    else:
        _is_up(exercise, up, here)


def _ask(exercise: Exercise, layer: str, here: Membership) -> None:
    with st.popover("Raise your hand", icon=":material/front_hand:", key=f"hand-{exercise.id}"):
        words = st.text_area(
            f"What do you need help with? Your instructor in {inert(here.class_name)} sees it with your work.",
            key=f"hand-words-{exercise.id}",
            max_chars=LONGEST_WORDS,
        )
        if st.button("Ask for help", key=f"hand-up-{exercise.id}", type="primary"):

            def write(learner: UUID) -> None:
                draft = wiring.records().draft(learner, exercise.id, layer)
                work = draft.text if draft else ""
                wiring.hosting().help.raise_hand(learner, here.classroom, exercise.id, layer, words, work)

            saved = saving.save(f"hand:{exercise.id}", write)
            if saved.done:
                rerun_fragment()
            st.error(saved.sentence)


def _is_up(exercise: Exercise, up: Hand, here: Membership) -> None:
    st.markdown(":material/front_hand: Your hand is up; your instructor sees your work here as it was then.")
    if st.button("Take it down", key=f"hand-down-{exercise.id}", type="tertiary"):
        saving.save(
            f"hand:{exercise.id}",
            lambda learner: wiring.hosting().help.take_down(learner, here.classroom, up.id),
        )
        rerun_fragment()
