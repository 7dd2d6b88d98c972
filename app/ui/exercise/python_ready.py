"""Wait for the Python that runs learners' code, where it is being prepared for the first time on this machine."""

from app import wiring
from app.ui.kit.waiting import waited_for
from exercises._engine.grader import Grader
from exercises._engine.prepare import TAKES

WORDS = (
    f"The Python that runs your code is being prepared, which takes {TAKES}. "
    "Your code runs as soon as it is ready."
)
"""What is said meanwhile."""


def ready_grader() -> Grader:
    """The grader, once it can run code or is known never to; meanwhile a sentence stands where it is called."""
    grader = wiring.grader()
    if grader.is_preparing:
        waited_for(WORDS, grader.problem)
    return grader
