"""The one training of a visit that goes on: whoever begins another lets go of the one before."""

from contextlib import suppress

import streamlit as st

from app import state, wiring
from lessons.training.lab.look import Watched
from lessons.training.lab.pool import Gone
from lessons.training.lab.settings import Settings

_GOES_ON = "training-goes-on"


def begin(settings: Settings) -> str:
    """Train, in the place of this visit's run before: it would only wait for it. The name of the run.

    Raises:
        Full: so many trainings wait that one more would wait too long; the sentence says so.
    """
    pool = wiring.trainings()
    with suppress(Gone):
        pool.stop(state.recall(_GOES_ON, ""))
    name = pool.submit(settings)
    state.remember(_GOES_ON, name)
    return name


def rerun_once_ended(run: Watched) -> None:
    """Run the whole page once after a run has ended, so that the fragment that watches it stops repainting."""
    seen = f"training-seen-{run.run}"
    if run.ended and not state.recall(seen):
        state.remember(seen, True)
        st.rerun()
