"""The settings of a training: chosen on the page, kept for the visit, and written into the address."""

from dataclasses import replace
from typing import Any

import streamlit as st

from app import state
from app.settings import settings as app_settings
from lessons.training.lab.settings import SETTINGS, Settings, from_query, to_query

_SETTINGS = "training-settings"
_FIRST = ("network", "loss", "weights")
_OTHERS = tuple(name for name in SETTINGS if name not in _FIRST)


def choose_settings() -> Settings:
    """Ask for every setting; the address holds those that are not as usual, so that a link repeats the run."""
    settings = state.recall(_SETTINGS)
    if settings is None:
        settings, sentences = from_query(st.query_params.to_dict())
        for sentence in sentences:
            st.warning(sentence)
    with st.container(key="training-first-settings"):
        settings = _asked(settings, _FIRST)
    others = st.popover(
        "More settings", icon=":material/tune:", width="stretch", key="training-more", on_change="rerun"
    )
    if others.open:
        with others, st.container(key="training-other-settings"):
            settings = _asked(settings, _OTHERS)
    state.remember(_SETTINGS, settings)
    usual, words = to_query(Settings()), to_query(settings)
    address = {name: word for name, word in words.items() if word != usual[name]}
    before = st.query_params.to_dict()
    # What else the address says, such as the exercise that it asks for, stays.
    others = {name: word for name, word in before.items() if name not in SETTINGS}
    if before != others | address:
        st.query_params.from_dict(others | address)
    return settings


def set_settings(settings: Settings) -> None:
    """Put these settings into the widgets of `choose_settings`; it takes effect when the page runs again."""
    state.remember(_SETTINGS, settings)
    for name in SETTINGS:
        state.forget(f"training-{name}")


def _asked(settings: Settings, names: tuple[str, ...]) -> Settings:
    """Ask for these settings; one that this network or loss does not use is left out."""
    for name in names:
        if settings.uses(name):
            settings = replace(settings, **{name: _ask(settings, name)})
    return settings


def _ask(settings: Settings, name: str) -> Any:
    about, value = SETTINGS[name].metadata, getattr(settings, name)
    title, key = about["title"].capitalize(), f"training-{name}"
    if isinstance(value, bool):
        return st.toggle(title, value, key=key)
    if "choices" in about:
        words = [word for word in about["choices"] if word != "nuclei" or app_settings().nuclei]
        return st.selectbox(title, words, words.index(value), format_func=about["choices"].get, key=key)
    least, most = (type(value)(each) for each in about["range"])
    step, form = (1, "%d") if isinstance(value, int) else (value / 10, "%g")
    return st.number_input(title, least, most, value, step, form, key=key)
