"""What Python sends linked code; nothing comes back. `data.d.ts` says the same to JavaScript."""

from collections.abc import Sequence
from typing import TypedDict


class RowData(TypedDict):
    """One row of the table; `made` and `used` are line numbers counted from 1."""

    name: str
    cells: Sequence[str]
    made: Sequence[int]
    used: Sequence[int]


class LinkedCodeData(TypedDict):
    """Lines as pieces (text, what it is), and the table beside them."""

    key: str
    label: str
    lines: Sequence[Sequence[tuple[str, str]]]
    columns: Sequence[str]
    rows: Sequence[RowData]
