"""The place of a part of a page that is sent later: when the learner comes near it, or the page has been quiet."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from app.components import browser_component
from app.components.in_view.data import InViewData
from app.components.messages import fits, refuse, sent

Why = Literal["near", "quiet"]

_component = browser_component("in_view")


def in_view(name: str, height: int, patience: int, turn: int, on_wanted: Callable[[Why], None]) -> None:
    """Keep about `height` pixels free. `on_wanted` is called when the part is wanted; then its fragment runs again.

    `patience` and `turn` are as in `InViewData`.
    """
    _show({"name": name, "here": False, "height": height, "patience": patience, "turn": turn}, on_wanted)


def notice(name: str, on_wanted: Callable[[Why], None]) -> None:
    """Stand in a fragment inside a part that was sent: `on_wanted` is called when the learner comes near the part."""
    _show({"name": name, "here": True, "height": 0, "patience": 0, "turn": 0}, on_wanted)


def _show(data: InViewData, on_wanted: Callable[[Why], None]) -> None:
    key = f"{'here' if data['here'] else 'in_view'}:{data['name']}"
    _component(key=key, data=data, on_wanted_change=partial(_receive, key, on_wanted))


def _receive(key: str, on_wanted: Callable[[Why], None]) -> None:
    why = sent(key, "wanted")
    if fits(why, Why):
        on_wanted(why)
    elif why is not None:
        refuse("in_view")
