"""Source code beside a table, linked: which lines make a row's thing, and which use it.

Looking around and pinning stay in the browser; Python hears of nothing and nothing reruns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.components import browser_component
from app.components.linked_code.data import LinkedCodeData
from app.components.linked_code.highlight import coloured_lines

_component = browser_component("linked_code")


@dataclass(frozen=True)
class Row:
    """One row of the table: its name, its other cells as text, and the lines that belong to it.

    `made` and `used` are line numbers counted from 1; a line is in one of them, not in both.
    """

    name: str
    cells: tuple[str, ...]
    made: tuple[int, ...]
    used: tuple[int, ...]


def linked_code(key: str, source: str, columns: Sequence[str], rows: Sequence[Row], *, label: str) -> None:
    """Show Python source with numbered lines and, beside it, a table whose rows are linked to the lines.

    Args:
        key: the component's name; what is pinned is kept under it for as long as the tab lives.
        source: Python that can be tokenized.
        columns: the heads of the table, that of the names first.
        rows: the table; other cells under the same names leave the pin where it is.
        label: what the source is, in a few words.

    Raises:
        ValueError: the rows do not fit the columns or the source; the message says why.
    """
    lines = coloured_lines(source)
    _check(len(lines), columns, rows)
    data: LinkedCodeData = {
        "key": key,
        "label": label,
        "lines": lines,
        "columns": list(columns),
        "rows": [{"name": row.name, "cells": row.cells, "made": row.made, "used": row.used} for row in rows],
    }
    _component(key=f"linked_code:{key}", data=data)


def _check(lines: int, columns: Sequence[str], rows: Sequence[Row]) -> None:
    if len({row.name for row in rows}) != len(rows):
        raise ValueError("Every row needs a name of its own.")
    for row in rows:
        if len(row.cells) != len(columns) - 1:
            raise ValueError(
                f"The row {row.name!r} has {len(row.cells)} cells for {len(columns) - 1} columns after its name."
            )
        for line in (*row.made, *row.used):
            if not 1 <= line <= lines:
                raise ValueError(f"The row {row.name!r} names line {line}, but there are {lines} lines.")
        if both := sorted({*row.made} & {*row.used}):
            raise ValueError(f"Line {both[0]} cannot both make and use {row.name!r}.")
