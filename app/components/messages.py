"""Messages from the browser: which of them are believed, and how the session remembers what they change.

A message is a TypedDict of the component's `data.py`; what does not fit it is nobody's message. It names the
revision it answers, which changes whenever Python sets the value, and numbers the learner's changes since then.
A message that is malformed, late or repeated changes nothing; a malformed one is a line in the log.
"""

import logging
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from types import NoneType, UnionType
from typing import (
    Any,
    Generic,
    Literal,
    TypeGuard,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from app import state
from app.components import browser_component

T = TypeVar("T")
M = TypeVar("M")

log = logging.getLogger("pixelwise")

_MOST_CHANGES = 2**53  # JavaScript counts no further


@dataclass(frozen=True)
class Remembered(Generic[T]):
    """The value of one component as the session remembers it.

    `revision` is another whenever Python sets the value; it says nothing else. `changes` is the number
    of the learner's newest change since then.
    """

    value: T
    revision: int
    changes: int = 0


class Memory(Generic[T, M]):
    """The components of one kind: what the session remembers of each, under its key, and their messages.

    Args:
        name: the component's name; its JavaScript is `app/components/<name>/<name>.js`.
        message: the name under which the browser sends its messages.
        kind: what a message is, a TypedDict with `revision` and `changes`.
        accept: the value after a message, given the value before it, or None if it cannot be. The message fits its
            kind; `accept` is not called for one that is late or repeated.
    """

    def __init__(self, name: str, message: str, kind: type[M], accept: Callable[[M, T], T | None]) -> None:
        self._name, self._message, self._kind, self._accept = name, message, kind, accept
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
        if not fits(message, self._kind) or not 0 <= message["changes"] < _MOST_CHANGES:
            return self._refuse()
        if message["revision"] != before.revision or message["changes"] <= before.changes:
            return None
        value = self._accept(message, before.value)
        return self._refuse() if value is None else Remembered(value, before.revision, message["changes"])

    def _refuse(self) -> None:
        refuse(self._name)

    def _receive(self, key: str, on_change: Callable[[], None] | None) -> None:
        before = self.recall(key)
        if before is None:  # a forgotten value takes no message
            return
        message = sent(self._widget(key), self._message)
        after = None if message is None else self.answer(message, before)
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


def sent(widget: str, message: str) -> Any:
    """What the browser sent the component with this key under this name; None if it is not that which it sent."""
    return (state.recall(widget) or {}).get(message)


def refuse(name: str) -> None:
    """Note that a browser sent what none of ours sends. The log takes only so many for each name (`app.http.logs`)."""
    log.warning(f"a message to {name} that cannot be was ignored")


def fits(value: Any, kind: Any) -> TypeGuard[Any]:
    """Whether what came as JSON is of this type: a TypedDict, or what may be in one.

    An int is no bool and a float may be an int, but is finite; a tuple or a sequence is a list in JSON. Keys that a
    TypedDict does not name do no harm.
    """
    if kind in (bool, int, str, NoneType):
        return type(value) is kind
    if kind is float:
        return type(value) in (int, float) and -sys.float_info.max <= value <= sys.float_info.max
    if is_typeddict(kind):
        return (
            isinstance(value, Mapping)
            and all(name in value for name in kind.__required_keys__)
            and all(fits(value[name], hint) for name, hint in _hints(kind).items() if name in value)
        )
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return any(fits(value, part) for part in parts)
    if origin is Literal:
        return isinstance(value, str) and value in parts
    if origin is tuple:
        return isinstance(value, list) and len(value) == len(parts) and all(map(fits, value, parts))
    if origin is Sequence:
        return isinstance(value, list) and all(fits(each, parts[0]) for each in value)
    raise TypeError(f"A message cannot hold {kind}.")


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def is_index(value: Any, length: int) -> TypeGuard[int]:
    """Whether this is an int (a bool is none) in 0..length-1."""
    return type(value) is int and 0 <= value < length
