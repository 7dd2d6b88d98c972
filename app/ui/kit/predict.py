"""Ask first: the learner commits to an answer before anything is shown."""

import streamlit as st

from lessons.questions import question


def predict(key: str, **values: object) -> None:
    """Ask the question of this key; once answered, say whether it was right and why.

    Call it at the start of a section's fragment. `values` fill the `{name}` places of a question that has some.
    Nothing is graded or saved: a wrong prediction is where the section starts to pay off.

    Raises:
        KeyError: no lesson asks a question of this key, or a value is missing.
    """
    filled = question(key).filled(**values)
    choice = st.radio(
        f"**Your prediction:** {filled.text}",
        filled.options,
        index=None,
        key=f"predict-{key}",
        persist_state="session",
    )
    if choice is not None:
        verdict = "That is right." if choice == filled.answer else f"It is: {filled.answer}."
        st.markdown(f"**{verdict}** {filled.reason}")
