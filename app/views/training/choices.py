"""The settings of a training: chosen on the page, kept for the visit, and written into the address."""

from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import state
from app.settings import settings as app_settings
from app.ui.kit.disclosure import disclosed
from lessons.training.lab.settings import SETTINGS, Settings, from_query, to_query

_KEPT = "training-settings"
_FIRST = ("network", "loss", "seconds", "weights")
_LEVELS = ("levels", "skips", "upsampling")
_ABREAST = 4
_OTHERS = tuple(name for name in SETTINGS if name not in (*_FIRST, *_LEVELS))


def choose_settings() -> Settings:
    """Ask for every setting; the address holds those that are not as usual, so that a link repeats the run."""
    kept = state.recall(_KEPT)
    if kept is None:
        kept, sentences = from_query(st.query_params.to_dict())
        for sentence in sentences:
            st.warning(sentence)
    chosen = _row(kept, _FIRST)
    if disclosed("training-more", "More settings", icon=":material/tune:"):
        if chosen.network == "unet":
            chosen = _row(chosen, _LEVELS)
        for start in range(0, len(_OTHERS), _ABREAST):
            chosen = _row(chosen, _OTHERS[start : start + _ABREAST])
    state.remember(_KEPT, chosen)
    usual, words = to_query(Settings()), to_query(chosen)
    wanted = {name: word for name, word in words.items() if word != usual[name]}
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    return chosen


def set_settings(settings: Settings) -> None:
    """Put these settings into the widgets of `choose_settings`; it takes effect when the page runs again."""
    state.remember(_KEPT, settings)
    for name in SETTINGS:
        state.forget(f"training-{name}")


def _row(chosen: Settings, names: tuple[str, ...]) -> Settings:
    """The settings with what is asked in this row; what decides nothing is not asked for."""
    for name, place in zip(names, st.columns(_ABREAST), strict=False):
        if chosen.uses(name):
            chosen = replace(chosen, **{name: _ask(chosen, name, place)})
    return chosen


def _ask(kept: Settings, name: str, place: DeltaGenerator) -> Any:
    about, value = SETTINGS[name].metadata, getattr(kept, name)
    title, key = about["title"].capitalize(), f"training-{name}"
    if isinstance(value, bool):
        return place.toggle(title, value, key=key)
    if "choices" in about:
        words = [word for word in about["choices"] if word != "nuclei" or app_settings().nuclei]
        return place.selectbox(title, words, words.index(value), format_func=about["choices"].get, key=key)
    least, most = (type(value)(each) for each in about["range"])
    step, form = (1, "%d") if isinstance(value, int) else (value / 10, "%g")
    return place.number_input(title, least, most, value, step, form, key=key)
