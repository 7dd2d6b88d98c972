"""What the records refuse, told where it was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from app.classroom import RecordsError

OUT_OF_REACH = "The records cannot be reached just now. Nothing is lost: try again in a moment."


@contextmanager
def refusals() -> Iterator[None]:
    """Tell what is refused inside, in one sentence, and go on behind."""
    try:
        yield
    except RecordsError as error:
        # A refusal is of a kind of its own; what has none is a database out of reach, whose address nobody need know.
        st.error(OUT_OF_REACH if type(error) is RecordsError else str(error))
