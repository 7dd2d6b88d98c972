"""Submissions that a kind makes up to prove itself."""

from dataclasses import dataclass
from typing import Any


class UnusableError(ValueError):
    """Not a gradable answer; the message says in one sentence what to do."""


@dataclass(frozen=True)
class Specimens:
    """`right` ones pass, `wrong` ones fail, and `invalid` ones are not graded at all."""

    right: tuple[Any, ...]
    wrong: tuple[Any, ...]
    invalid: tuple[Any, ...]
