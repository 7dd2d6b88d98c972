"""Ask first: the learner commits to an answer before anything is shown."""

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class Question:
    """A question with its answer, one of the options, and the reason. `key` is its name on the page."""

    key: str
    asked: str
    options: tuple[str, ...]
    answer: str
    because: str


def predict(question: Question) -> None:
    """Ask; once answered, say whether it was right and why. Call it at the start of a section's fragment.

    Nothing is graded or saved: a wrong prediction is where the section starts to pay off.
    """
    chosen = st.radio(
        f"**Your prediction:** {question.asked}",
        question.options,
        index=None,
        key=f"predict-{question.key}",
        persist_state="session",
    )
    if chosen is not None:
        verdict = "That is right." if chosen == question.answer else f"It is: {question.answer}."
        st.markdown(f"**{verdict}** {question.because}")
