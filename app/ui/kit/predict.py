"""Ask first: the learner commits to an answer before anything is shown."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from app import state, wiring
from app.ui.shell import saving
from lessons.questions import question

_STORED = "predictions"


@st.fragment
def predict(key: str, **values: object) -> None:
    """Ask the question of this key; once answered, say whether it was right and why.

    Call it at the start of a section: answering reruns nothing of that. `values` fill the `{name}` places of a question
    that has some. Nothing is graded: a wrong prediction is where the section starts to pay off. The answer is saved as
    all answers are, so that it stands there after a reload.

    Raises:
        KeyError: no lesson asks a question of this key, or a value is missing.
    """
    predicted(key, **values)


def predicted(key: str, **values: object) -> bool:
    """As `predict`, and whether it is answered, for a section that waits for that: answering reruns its fragment."""
    # Stored is the option as the lesson has it: what fills its places may be another number at the next visit.
    options, filled = question(key).options, question(key).filled(**values)
    stored = _stored().get(key)
    choice = st.radio(
        f"**Your prediction:** {filled.text}",
        filled.options,
        index=options.index(stored) if stored in options else None,
        key=f"predict-{key}",
        persist_state="session",
    )
    if choice is None:
        return False
    verdict = "That is right." if choice == filled.answer else f"It is: {filled.answer}."
    st.markdown(f"**{verdict}** {filled.reason}")
    option = options[filled.options.index(choice)]
    if option != stored:
        state.remember(_STORED, MappingProxyType({**_stored(), key: option}))
        saving.save(key, lambda id: wiring.records().save_prediction(id, key, option))
        saving.show_banner()
    return True


def _stored() -> Mapping[str, str]:
    """What this visitor predicted, by question."""
    return saving.ask_once(_STORED, lambda id: wiring.records().predictions(id))
