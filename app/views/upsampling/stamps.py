"""The transposed convolution to play with: its setting, the learner's prediction, the player."""

from functools import partial

import numpy as np
import streamlit as st

from app import state
from app.components.stamp_player import Veil, stamp_player
from app.ui.figures.grids import number
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.shell import open_book
from app.ui.shell.lesson_page import LessonPage
from app.views.upsampling.views import other_views
from lessons.upsampling.transposed import (
    Numbers,
    Setting,
    SettingError,
    Stamp,
    output_size,
    overlap_counts,
    stamps,
)

_PREDICTED, _SHOWN, _LAST = "upsampling-predicted", "upsampling-shown", "upsampling-last-setting"
_STARTS = {"cells": 2, "kernel_size": 3, "stride": 2, "padding": 0, "output_padding": 0, "dilation": 1}
_NUMBER_WIDTH, _GUESS_WIDTH = 124, 460  # CSS pixels; number fields below 120 lose their buttons
_MOST_CELLS, _MOST_KERNEL, _MOST_APART, _MOST_PADDING = {1: 8, 2: 4}, 5, 4, 9


@section
def stamp_by_stamp(page: LessonPage) -> None:
    """The controls, the learner's prediction of the size, the player, and the line to the other two views of it."""
    words = page.words
    dimensions, cells, numbers = _ask_setting()
    try:
        setting = _setting_of(dimensions, cells, numbers)
        size = output_size(cells, setting)
        state.remember(f"{_LAST}-{dimensions}", (cells, setting))
    except SettingError as error:
        st.warning(f"{error} {words.line('stamps-kept')}")
        cells, setting = _last(dimensions)
        size = output_size(cells, setting)
    veil = _ask_for_size(dimensions, cells, setting, size)
    shape = (cells,) * dimensions
    counts = overlap_counts(shape, setting)
    formula = words["stamps-live"].format(
        size=cells,
        result=size,
        where=_where(dimensions),
        least=counts.min(),
        most=counts.max(),
        stride=setting.stride,
        padding=setting.padding,
        output_padding=setting.output_padding,
        dilation=setting.dilation,
        kernel_size=setting.kernel_size,
    )
    edited = stamp_player(
        f"upsampling-{dimensions}",
        given=np.arange(1.0, cells**dimensions + 1).reshape(shape),
        kernel=_first_kernel(setting.kernel_size, dimensions),
        setting=setting,
        sentence=lambda stamp: _step_sentence(words, stamp, setting),
        summary=_plain(formula),
        veil=veil,
        label="A transposed convolution, stamp by stamp",
    )
    show_code(stamps, output_size)
    words.show("stamps-name", "stamps-so-what")
    page.deeper("views", partial(other_views, words, edited, setting, hidden=veil is not None))


def _ask_setting() -> tuple[int, int, dict[str, int]]:
    """Dimensions, cells of a side, and the setting; any whole number, so that the page can answer."""
    # In one row that wraps, so that on a phone the player is not pushed off the screen.
    with st.container(horizontal=True, vertical_alignment="bottom"):
        dimensions = st.segmented_control(
            "Dimensions",
            (1, 2),
            default=2,
            format_func=lambda each: f"{each}-D",
            required=True,
            key="upsampling-dimensions",
            persist_state="session",
        )
        numbers = {
            name: int(
                st.number_input(
                    "input cells" if name == "cells" else name,
                    value=start,
                    width=_NUMBER_WIDTH,
                    key=f"upsampling-{name}",
                    persist_state="session",
                )
            )
            for name, start in _STARTS.items()
        }
    return dimensions or 2, numbers.pop("cells"), numbers


def _last(dimensions: int) -> tuple[int, Setting]:
    """The cells and the setting that were drawn last, so that a slip takes nothing away."""
    numbers = dict(_STARTS)
    return state.recall(f"{_LAST}-{dimensions}", (numbers.pop("cells"), Setting(**numbers)))


def _setting_of(dimensions: int, cells: int, numbers: dict[str, int]) -> Setting:
    """The setting, if a player of this page can show it. Raises `SettingError` if not."""
    limits = {"kernel_size": _MOST_KERNEL, "padding": _MOST_PADDING}
    for name, value in numbers.items():
        most = limits.get(name, _MOST_APART)
        if value > most:
            raise SettingError(
                f"The {name} is {value}; this page draws up to {most}, so choose {most} or less."
            )
    if cells > _MOST_CELLS[dimensions]:
        raise SettingError(
            f"The input has {cells} cells on a side; this page draws up to {_MOST_CELLS[dimensions]}, so choose fewer."
        )
    return Setting(**numbers)


def _ask_for_size(dimensions: int, cells: int, setting: Setting, size: int) -> Veil | None:
    """Ask for the size of the output; what hides it until there is an answer, None once there is.

    The first answer of a visit is waited for, unless it is to be shown anyway. After that a new setting asks again, and
    Play shows it.
    """
    has_predicted, here = bool(state.recall(_PREDICTED)), (dimensions, cells, setting)
    guess = st.number_input(
        f"Your prediction: how many cells {_where(dimensions)} will the output have?",
        value=None,
        step=1,
        key=f"upsampling-size-{cells}-{setting}",
        placeholder="Type a number",
        width=_GUESS_WIDTH,
        persist_state="session",
    )
    if guess is None:
        if open_book.is_open() or state.recall(_SHOWN) == here:
            return None
        if not has_predicted:
            st.button(
                "Show it anyway",
                key="upsampling-show",
                type="tertiary",
                on_click=state.remember,
                args=(_SHOWN, here),
            )
        sentence = (
            "Say how many cells the output will have, or press Play to see it."
            if has_predicted
            else "Say first how many cells the output will have. Then it is shown, and you can press Play."
        )
        return Veil(sentence, locked=not has_predicted)
    state.remember(_PREDICTED, True)
    verdict = "That is right." if guess == size else f"It is {size}."
    st.markdown(f"**{verdict}** The sum stands below the maps.")
    return None


def _where(dimensions: int) -> str:
    return "on each side" if dimensions == 2 else "in a row"


def _first_kernel(size: int, dimensions: int) -> Numbers:
    side = np.minimum(np.arange(1, size + 1), np.arange(size, 0, -1)).astype(float)
    return side if dimensions == 1 else np.outer(side, side)


def _step_sentence(words: LessonText, stamp: Stamp, setting: Setting) -> str:
    inside = 0
    for tap in np.ndindex(stamp.patch.shape):
        place = [start + setting.dilation * at for start, at in zip(stamp.first, tap, strict=True)]
        inside += all(0 <= at < side for at, side in zip(place, stamp.output.shape, strict=True))
    return _plain(
        words["stamps-step-live"].format(
            cell=_cell(stamp.cell),
            value=number(stamp.value),
            first=_cell(stamp.first),
            inside=inside,
            weights=stamp.patch.size,
        )
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("**", "").split())


def _cell(place: tuple[int, ...]) -> str:
    """A place as people count, from 1; places before the first are 0 and below."""
    numbers = ", ".join(number(at + 1) for at in place)
    return f"({numbers})" if len(place) > 1 else numbers
