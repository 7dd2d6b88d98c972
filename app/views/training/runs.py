"""The trainings that the lab shows, and the one that a visit has under way: beginning another stops it."""

import time
from contextlib import suppress
from dataclasses import dataclass, replace

import streamlit as st

from app import state, wiring
from lessons.training import recorded
from lessons.training.lab.look import Look, Watched
from lessons.training.lab.pool import Gone
from lessons.training.lab.settings import Settings, to_query

RECORDED, UNTRAINED = "recorded", "untrained"
_UNDER_WAY, _SINCE = "training-goes-on", "training-since"
_AT_BIRTH = ("data", "network", "levels", "skips", "upsampling", "seed")


@dataclass(frozen=True, eq=False)
class Shown:
    """A training as the lab shows it: `live` where it is one of this visit, else recorded or not begun."""

    name: str
    settings: Settings
    looks: tuple[Look, ...]
    live: Watched | None = None


def shown(name: str, settings: Settings) -> Shown:
    """The training of this name; `settings` are those of one that has not begun.

    Raises:
        Gone: there is no such run, or it is no longer kept.
        Full: too much is asked of the networks just now.
    """
    if name == RECORDED:
        run = recorded.recorded("lab").runs[0]
        # How long it ran is seen in its curve, and differs from every live run.
        usual = Settings()
        return Shown(name, replace(run.settings, steps=usual.steps, seconds=usual.seconds), run.looks)
    if name == UNTRAINED:
        return Shown(name, settings, (_first_look(settings),))
    run = wiring.trainings().watch(name)
    return Shown(name, run.settings, run.looks or (_first_look(run.settings),), run)


def _first_look(settings: Settings) -> Look:
    """The noise before the first step, computed here: the process that trains may not be there yet."""
    from lessons.training.lab.begin import first_look  # torch is there once somebody needs it

    words = to_query(settings)
    key = ("before the first step", *(words[name] for name in _AT_BIRTH))
    return wiring.networks().runner.run(key, lambda: first_look(settings))


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
    state.remember(_SINCE, time.monotonic())
    return name


def seconds_since_begin() -> float:
    """How long ago this visit began its latest run."""
    return time.monotonic() - state.recall(_SINCE, time.monotonic())


def rerun_once_ended(run: Watched) -> None:
    """Run the whole page once after a run has ended, so that the fragment that watches it stops repainting."""
    noticed = f"training-seen-{run.run}"
    if run.ended and not state.recall(noticed):
        state.remember(noticed, True)
        st.rerun()
