"""What Python sends a part of a page that is yet to come. `data.d.ts` says the same to JavaScript.

What comes back is why it is wanted now: "near", or "quiet".
"""

from typing import TypedDict


class InViewData(TypedDict):
    """A part of a page that is sent when the learner comes near it.

    `here` says that it was sent to a learner who was elsewhere; then it is only told when they come. `height` is about
    how many pixels it will take, `patience` the seconds that the page has to be quiet until it is sent to a learner
    who is elsewhere, and `turn` another number after a wish that was not granted.
    """

    name: str
    here: bool
    height: int
    patience: int
    turn: int
