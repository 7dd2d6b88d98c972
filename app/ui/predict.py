"""Ask first: the learner commits to an answer before anything is shown."""

from collections.abc import Sequence

import streamlit as st


@st.fragment
def predict(key: str, question: str, options: Sequence[str], answer: str, because: str) -> None:
    """Ask `question`; once answered, say whether it was right and why.

    Nothing is graded or saved: a wrong prediction is where the section starts to pay off.
    """
    with st.container(border=True, key=f"predict-{key}"):
        chosen = st.radio(
            f"Your prediction: {question}", options, index=None, key=key, persist_state="session"
        )
        if chosen is None:
            return
        verdict = "That is right." if chosen == answer else f"It is: {answer}."
        st.markdown(f"**{verdict}** {because}")
