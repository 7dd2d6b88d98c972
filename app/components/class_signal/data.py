"""What travels between the two halves of `class_signal`. `data.d.ts` says the same to JavaScript."""

from collections.abc import Sequence
from typing import TypedDict


class SignalData(TypedDict):
    """The class, and the topics of which Python wants to hear."""

    classroom: str
    topics: Sequence[str]


class SignalMessage(TypedDict):
    """What the browser sends as `changed`: how many changes it has heard of."""

    count: int
