"""Small tables of numbers, as HTML that lines up and wraps on a phone."""

from collections.abc import Sequence
from html import escape
from math import isnan

import streamlit as st

from lessons.metrics.averages import Score


def table(header: Sequence[str], rows: Sequence[Sequence[str]], close: bool = False) -> None:
    """A table whose first column names the row; every cell is plain text. Its rows may stand `close` to each other."""
    st.html(table_html(header, rows, close))


def table_html(header: Sequence[str], rows: Sequence[Sequence[str]], close: bool = False) -> str:
    """The table as HTML, for a page that shows it and pictures in one element."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="pw-scroll" tabindex="0" role="region" aria-label="{escape(header[0])}">'
        f'<table class="pw-rows{" pw-close" * close}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def scores_html(scores: Sequence[Score]) -> str:
    """A table of scores, each with its value and who uses it."""
    rows = [
        (score.name, "does not exist" if isnan(score.value) else f"{score.value:.3f}", score.who_uses_it)
        for score in scores
    ]
    return table_html(("Score", "Value", "Who uses it"), rows)
