"""Runs a fragment again when something changed in a class. Nothing to see, and nothing that polls."""

from collections.abc import Sequence
from uuid import UUID

from app.components import browser_component
from app.components.class_signal.data import SignalData

_component = browser_component("class_signal")


def class_signal(key: str, classroom: UUID, topics: Sequence[str]) -> None:
    """Run the fragment around this again whenever one of these topics of the class changed; `key` names the place."""
    data: SignalData = {"classroom": str(classroom), "topics": list(topics)}
    # What the browser sends makes the run; what it says is of no account.
    _component(key=f"class_signal:{key}", data=data, on_changed_change=lambda: None)
