"""What goes on in the class, at the foot of a student's page: it appears as the instructor does it, without a rerun.

The browser asks its address whenever the class's stream tells that something changed, so nothing polls.
"""

from collections.abc import Callable

from app.components import browser_component
from app.components.class_now.data import NowData, NowMessage
from app.components.messages import fits, refuse, sent

KEY = "class-now"

_component = browser_component("class_now")


def class_now(data: NowData, on_quiet: Callable[[], None]) -> None:
    """Show what goes on in the class; `on_quiet` is called where the student wants to see none of it."""
    _component(key=KEY, data=data, on_quieted_change=lambda: _receive(on_quiet))


def _receive(on_quiet: Callable[[], None]) -> None:
    message = sent(KEY, "quieted")
    if message is None:
        return
    if not fits(message, NowMessage) or not message["quiet"]:
        return refuse("class_now")
    on_quiet()
