"""A network of this visit's own, opened in the U-Net lesson in the place of the shipped one."""

from dataclasses import dataclass
from math import isfinite

import streamlit as st

from app import state
from app.ui.shell import menu
from lessons.models.serving.learner_network import LearnerNetwork
from lessons.training.lab.export import weights_file
from lessons.training.lab.look import Look, Watched
from lessons.training.lab.settings import Settings, build

_OPENED = "unet-opened"


@dataclass(frozen=True, eq=False)
class Opened:
    """The network, and what it is, such as "U-Net, 4 levels, Dice, seed 0, 214 steps"."""

    network: LearnerNetwork
    title: str
    learned_upsampling: bool


def opened() -> Opened | None:
    """The network that this visit has opened, None while the lesson shows the shipped one."""
    return state.recall(_OPENED)


def why_not(run: Watched, look: Look) -> str:
    """Why the lesson cannot show the network of this look, in a sentence; empty if it can."""
    settings = run.settings
    if settings.network != "unet":
        name = settings.in_words("network")
        return f"Only a U-Net can be opened in the U-Net lesson, and this is {name}. Choose U-Net above and train."
    if not settings.skips:
        return (
            "The U-Net lesson cuts and weighs skips, and this network has none. Turn the skips on and train."
        )
    if not settings.data.startswith("scenes"):
        return "The U-Net lesson shows streets, and this network has never seen one. Choose street scenes and train."
    if look.step and not isfinite(look.loss):
        return "Its weights are no numbers any more, so there is nothing to see. Lower the learning rate and train."
    return ""


def network_of(run: Watched, look: Look) -> Opened:
    """The network as it was at `look`, or at the nearest step whose weights are kept."""
    step, weights = weights_file(run.looks, look.step)
    settings, network = run.settings, LearnerNetwork(weights, run.settings, build)
    return Opened(network, _title(settings, step), settings.upsampling == "transposed")


def open_run(run: Watched, look: Look) -> None:
    """Let the U-Net lesson of this visit show the network of this look."""
    state.remember(_OPENED, network_of(run, look))


def banner() -> None:
    """Whose network the lesson shows, where it is the learner's own, and the way back."""
    mine = opened()
    if mine is None:
        return
    with st.container(border=True, key="unet-opened"):
        st.markdown(
            f"**Your run: {mine.title}.** Wherever this lesson asks its U-Net (the U, its skips, what came from "
            "where, ask a pixel), it now asks yours. Its other networks are the shipped ones."
        )
        left, right = st.columns(2)
        left.button("Back to the shipped U-Net", on_click=state.forget, args=(_OPENED,), key="unet-shipped")
        right.page_link(menu.view("training"), label="Back to the lab", icon=":material/arrow_back:")


def _title(settings: Settings, step: int) -> str:
    doubling = (
        "" if settings.upsampling == "transposed" else f", {settings.in_words('upsampling')} upsampling"
    )
    return (
        f"{settings.in_words('network')}, {settings.levels} levels{doubling}, {settings.in_words('loss')}, "
        f"seed {settings.seed}, {step:,} steps"
    )
