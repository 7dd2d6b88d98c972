"""Messages from the browser: which of them are believed, and how what they change is kept.

A message names the revision it answers, which changes whenever Python sets the value, and numbers
the learner's changes since then. A message that is malformed, late or repeated changes nothing.
"""

from collections.abc import Callable
from typing import Any, TypeGuard, TypeVar

from app import state

_Kept = TypeVar("_Kept")


def is_next(message: Any, revision: int, changes: int) -> TypeGuard[dict[str, Any]]:
    """Whether a browser's message answers this revision and is newer than the last one believed."""
    if not isinstance(message, dict):
        return False
    answers, number = message.get("revision"), message.get("changes")
    if type(answers) is not int or type(number) is not int:
        return False
    return answers == revision and changes < number < 2**53


def is_index(value: Any, length: int) -> TypeGuard[int]:
    """Whether this is an int (a bool is none) in 0..length-1."""
    return type(value) is int and 0 <= value < length


def receive(
    name: str,
    widget: str,
    field: str,
    accept: Callable[[Any, _Kept], _Kept | None],
    on_change: Callable[[], None] | None,
) -> None:
    """Keep what the browser's newest message changes and tell the page; the callback of a component.

    Args:
        name: what the component's value is remembered under. A forgotten value takes no message.
        widget: the key of the component's element.
        field: the name under which the browser sent the message.
        accept: what is kept after a message, or None if it changes nothing.
        on_change: called after each accepted message.
    """
    kept = state.recall(name)
    if kept is None:
        return
    accepted = accept((state.recall(widget) or {}).get(field), kept)
    if accepted is None:
        return
    state.remember(name, accepted)
    if on_change is not None:
        on_change()
