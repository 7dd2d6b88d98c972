"""The one training of a visit that goes on: whoever begins another lets go of the one before."""

from contextlib import suppress

from app import state, wiring
from lessons.training.pool import Gone
from lessons.training.settings import Settings

_GOES_ON = "training-goes-on"


def begin(settings: Settings) -> str:
    """Train, in the place of this visit's run before: it would only wait for it. The name of the run.

    Raises:
        Full: so many trainings wait that one more would wait too long; the sentence says so.
    """
    pool = wiring.trainings()
    with suppress(Gone):
        pool.stop(state.recall(_GOES_ON, ""))
    name = pool.submit(settings)
    state.remember(_GOES_ON, name)
    return name
