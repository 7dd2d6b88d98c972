"""What one call of a learner's function came to, as plain frozen values."""

import marshal
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Returned:
    """A call that returned a plain value: numbers, texts, None, and lists and tuples of them."""

    value: Any


@dataclass(frozen=True)
class Raised:
    """A call that raised; `type` is the name of the exception."""

    type: str


@dataclass(frozen=True)
class Odd:
    """A call that returned something else; `type` is its name, or None for a value too large."""

    type: str | None


Outcome = Returned | Raised | Odd


def unshared(value: Any) -> Any:
    """A deep copy of a plain value in which no list appears twice: changing one never changes another."""
    # Version 2 of the format is the last that writes out every list, however often it met it before.
    return marshal.loads(marshal.dumps(value, 2))
