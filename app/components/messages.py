"""Messages from the browser: which of them are believed, and how the session remembers what they change.

A message names the revision it answers, which changes whenever Python sets the value, and numbers
the learner's changes since then. A message that is malformed, late or repeated changes nothing.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, TypeGuard, TypeVar

from app import state
from app.components import browser_component

T = TypeVar("T")


@dataclass(frozen=True)
class Remembered(Generic[T]):
    """The value of one component as the session remembers it.

    `revision` is another whenever Python sets the value; it says nothing else. `changes` is the number
    of the learner's newest change since then.
    """

    value: T
    revision: int
    changes: int = 0


class Memory(Generic[T]):
    """The components of one kind: what the session remembers of each, under its key, and their messages.

    Args:
        name: the component's name; its JavaScript is `app/components/<name>/<name>.js`.
        message: the name under which the browser sends its messages.
        accept: the value after a message, given the value before it, or None if the message is malformed.
            It is not called for messages that are late or repeated.
    """

    def __init__(self, name: str, message: str, accept: Callable[[Mapping[str, Any], T], T | None]) -> None:
        self._name, self._message, self._accept = name, message, accept
        self._component = browser_component(name)

    def recall(self, key: str) -> Remembered[T] | None:
        """What is remembered under this key; None if the component was not shown yet."""
        return state.recall(f"{self._name}:{key}")

    def start(self, key: str, value: T) -> Remembered[T]:
        """Remember a first value, or one that starts the component anew."""
        # The revision is random: a browser that still shows a forgotten value must not take the new
        # one for its own.
        return self._remember(key, Remembered(value, secrets.randbits(31)))

    def push(self, key: str, value: T) -> Remembered[T]:
        """Set the value from Python; messages that are under way towards the old one will be ignored.

        Raises:
            LookupError: the component was not shown yet.
        """
        before = self._recall_shown(key)
        return self._remember(key, Remembered(value, before.revision + 1))

    def update(self, key: str, value: T) -> Remembered[T]:
        """Replace the value by one that is the same to the browser.

        Raises:
            LookupError: the component was not shown yet.
        """
        return self._remember(key, replace(self._recall_shown(key), value=value))

    def show(self, key: str, data: Any, on_change: Callable[[], None] | None) -> None:
        """Draw the component with this data; `on_change` is called after each accepted message."""
        callback: dict[str, Any] = {f"on_{self._message}_change": partial(self._receive, key, on_change)}
        self._component(key=self._widget(key), data=data, **callback)

    def answer(self, message: Any, before: Remembered[T]) -> Remembered[T] | None:
        """What is remembered after a message, or None if it is malformed, late or repeated."""
        if not _is_next(message, before.revision, before.changes):
            return None
        value = self._accept(message, before.value)
        return None if value is None else Remembered(value, before.revision, message["changes"])

    def _receive(self, key: str, on_change: Callable[[], None] | None) -> None:
        before = self.recall(key)
        if before is None:  # a forgotten value takes no message
            return
        after = self.answer((state.recall(self._widget(key)) or {}).get(self._message), before)
        if after is None:
            return
        self._remember(key, after)
        if on_change is not None:
            on_change()

    def _recall_shown(self, key: str) -> Remembered[T]:
        remembered = self.recall(key)
        if remembered is None:
            raise LookupError(f"No {self._name} {key!r} was shown yet.")
        return remembered

    def _remember(self, key: str, remembered: Remembered[T]) -> Remembered[T]:
        state.remember(f"{self._name}:{key}", remembered)
        return remembered

    def _widget(self, key: str) -> str:
        return f"{self._name}_widget:{key}"


def _is_next(message: Any, revision: int, changes: int) -> TypeGuard[Mapping[str, Any]]:
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
