"""Ask first: the learner commits to an answer, and only then is shown what answers the question."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import streamlit as st

from app import state, wiring
from app.ui.kit.rerun import rerun_fragment
from app.ui.shell import open_book, place, saving
from lessons.questions import Question, question

_STORED, _SEEN = "predictions", "predictions-not-made"


def predict(key: str, values: Callable[[], Mapping[str, object]] = dict) -> bool:
    """Ask the question of this key. Whether its answer may be shown: the learner has committed to one, or passed.

    Call it in a section, which computes and draws what answers the question only then. `values` gives what fills the
    `{name}` places of an answer that has some; it is called only then too. Nothing is graded: a wrong prediction is
    where the section starts to pay off. It is saved as all answers are, stays as it was made, and is taken up again
    where the lesson ends.

    Raises:
        KeyError: no lesson asks a question of this key, or a value is missing.
    """
    asked = question(key)
    option = stored().get(key)
    chosen = option if option in asked.options else None
    if chosen or key in _seen() or open_book.is_open():
        told = _told(asked.filled(**values()), chosen)
        with st.container(key=f"predict-{key}", border=True):
            st.markdown(told)
        return True
    with st.container(key=f"predict-{key}", border=True):
        _ask(asked)
    return False


def stored() -> Mapping[str, str]:
    """What this visitor predicted, by question: the option."""
    return saving.ask_once(_STORED, lambda id: wiring.records().predictions(id))


def verdict(asked: Question, chosen: str) -> str:
    """Whether a choice was right, why not if it was not, and why the answer is the answer."""
    if chosen == asked.answer:
        return f"**That is right.** {asked.reasons[chosen]}"
    reasons = dict.fromkeys((asked.reasons[chosen], asked.reasons[asked.answer]))
    return f"**It is: {asked.answer}.** {' '.join(reasons)}"


def _ask(asked: Question) -> None:
    # In a form nothing is sent, and the section not run, before the learner has made up their mind: the arrow keys
    # of a keyboard go through the options by choosing each.
    with st.form(f"ask-{asked.key}", border=False):
        choice = st.radio(
            f"**Your prediction:** {asked.text}",
            asked.options,
            index=None,
            key=f"choice-of-{asked.key}",
            persist_state="session",
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            commits = st.form_submit_button("That is my prediction", key=f"commit-{asked.key}")
            passes = st.form_submit_button("Show it anyway", key=f"pass-{asked.key}", type="tertiary")
    if passes:
        state.remember(_SEEN, _seen() | {asked.key})
        rerun_fragment()
    if not commits:
        return
    if choice is None:
        st.caption("Choose one of the answers first, or have it shown.")
        return
    state.remember(_STORED, MappingProxyType({**stored(), asked.key: choice}))
    saving.save(asked.key, lambda id: wiring.records().save_prediction(id, asked.key, choice))
    place.stopped_at_question(asked.key)
    st.rerun()  # the map of the lesson and its end say what was answered


def _told(filled: Question, chosen: str | None) -> str:
    """The question as it was answered, each option with its sign, and the reason; one Markdown text."""
    lines = [f"**Your prediction:** {filled.text}" if chosen else f"**The question was:** {filled.text}", ""]
    for option in filled.options:
        sign = (
            ":material/check:" if option == filled.answer else ":material/close:" if option == chosen else "·"
        )
        yours = " (yours)" if option == chosen else ""
        lines.append(f"{sign} {option}{yours}  ")
    lines += ["", verdict(filled, chosen) if chosen else filled.reasons[filled.answer]]
    return "\n".join(lines)


def _seen() -> frozenset[str]:
    """The questions whose answers were shown to this visit without a prediction."""
    return state.recall(_SEEN, frozenset())
