"""The one training that a visit has under way: beginning another stops it."""

from contextlib import suppress

import streamlit as st

from app import state, wiring
from lessons.training.lab.look import Watched
from lessons.training.lab.pool import Gone
from lessons.training.lab.settings import Settings

_UNDER_WAY = "training-goes-on"


def begin(settings: Settings) -> str:
    """Stop this visit's earlier run, behind which the new one would wait, and train. Returns the name of the new run.

    Raises:
        Full: so many trainings wait that one more would wait too long; the sentence says so.
    """
    pool = wiring.trainings()
    with suppress(Gone):
        pool.stop(state.recall(_UNDER_WAY, ""))
    name = pool.submit(settings)
    state.remember(_UNDER_WAY, name)
    return name


def rerun_once_ended(run: Watched) -> None:
    """Run the whole page once after a run has ended, so that the fragment that watches it stops repainting."""
    noticed = f"training-seen-{run.run}"
    if run.ended and not state.recall(noticed):
        state.remember(noticed, True)
        st.rerun()
