"""Small tables of numbers, as HTML that lines up and wraps on a phone."""

from collections.abc import Sequence
from html import escape
from math import isnan

import streamlit as st

from lessons.metrics import Score


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table whose first column names the row; every cell is plain text."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    st.html(
        f'<div class="pw-scroll" tabindex="0" role="region" aria-label="{escape(header[0] or "Table")}">'
        f'<table class="pw-rows"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def scores_table(scores: Sequence[Score]) -> None:
    """Every score with its value and who uses it."""
    table(
        ("Score", "Value", "Who uses it"),
        [
            (score.name, "does not exist" if isnan(score.value) else f"{score.value:.3f}", score.who_uses_it)
            for score in scores
        ],
    )
