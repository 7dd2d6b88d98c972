"""The code on the page is the code that runs: show a function's own source."""

import inspect
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from app.ui.kit.disclosure import disclosed

_ROOT = Path(__file__).resolve().parents[3]


@cache
def _source(function: Callable[..., Any]) -> tuple[str, str]:
    file = Path(inspect.getsourcefile(inspect.unwrap(function)) or "").resolve()
    return inspect.getsource(function), file.relative_to(_ROOT).as_posix()


@st.fragment
def show_code(*functions: Callable[..., Any], label: str = "The code that just ran") -> None:
    """A line that opens to the source of these functions, each with its file; opening it reruns nothing else."""
    key = "code-" + "-".join(function.__qualname__ for function in functions)
    if disclosed(key, label, icon=":material/code:"):
        for function in functions:
            source, file = _source(function)
            st.caption(f"`{file}`")
            st.code(source, language="python", wrap_lines=True)
