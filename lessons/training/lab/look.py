"""What a training shows at one moment, and how much of that is kept. Torch is not needed to hold it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons.training.lab.settings import Settings


@dataclass(frozen=True, eq=False)
class Look:
    """A network as it is after `step` steps, and how it does on the pictures that are watched.

    `seconds` of training, looks included, and `processor_seconds`, what they took of the processor: far
    less if the machine had other work. `loss` is that of the last step, NaN before the first, and
    `losses` are those of all steps since the look before. `per_class_iou` (NaN for a class in no mask),
    `miou`, `pixel_accuracy` and `boundary_iou` are as in `lessons.metrics.pooled.PixelScores`, over all
    watched pictures. `predictions` uint8 (4, height, width) are the masks of those that are shown.
    `weights` is a safetensors file in fp16, or None where it is no longer kept.
    """

    step: int
    seconds: float
    processor_seconds: float
    loss: float
    losses: tuple[float, ...]
    per_class_iou: tuple[float, ...]
    miou: float
    pixel_accuracy: float
    boundary_iou: float
    predictions: NDArray[np.uint8]
    weights: bytes | None

    @property
    def steps_per_second(self) -> float:
        """The mean since the start, the time for the looks included; 0 before the first step."""
        return self.step / self.seconds if self.step else 0.0

    @property
    def nbytes(self) -> int:
        """The bytes it holds."""
        return self.predictions.nbytes + len(self.weights or b"") + 32 * len(self.losses)


def thinned(looks: tuple[Look, ...], most_bytes: int) -> tuple[Look, ...]:
    """The same looks, of which so many have no weights any more that they fit into `most_bytes`.

    Those go that are closest to others; the first and the last keep theirs. Curves and predictions,
    which are small, are never thinned.
    """
    size = sum(look.nbytes for look in looks)
    places = [place for place, look in enumerate(looks) if look.weights]
    without = set[int]()
    while size > most_bytes and len(places) > 2:
        gaps = [
            looks[after].step - looks[before].step for before, after in zip(places, places[2:], strict=False)
        ]
        place = places.pop(gaps.index(min(gaps)) + 1)
        without.add(place)
        size -= len(looks[place].weights or b"")
    return tuple(replace(look, weights=None) if i in without else look for i, look in enumerate(looks))


@dataclass(frozen=True)
class Watched:
    """A run as whoever watches it sees it.

    `state` is "waiting", "training", "paused", "finished", "stopped" or "failed"; `sentence` says why,
    where there is something to say. `position` is 1 for the next in the queue and 0 outside it,
    `wait` the estimated seconds until its turn, and `progress` how much of the run is done, 0 to 1.
    """

    run: str
    settings: Settings
    state: str
    sentence: str
    position: int
    wait: float
    progress: float
    looks: tuple[Look, ...]

    @property
    def ended(self) -> bool:
        """Whether no look will follow."""
        return self.state in ENDED


ENDED = ("finished", "stopped", "failed")


@dataclass
class RunRecord:
    """What the pool keeps of a run; `watched_at` and `worker`, the process that holds it, are the pool's."""

    settings: Settings
    watched_at: float
    state: str = "waiting"
    sentence: str = ""
    looks: tuple[Look, ...] = ()
    worker: Any = None
    forsaken: bool = False
    """Paused because nobody watched; it goes on when somebody does."""
    paused_at: float = 0.0
    address: str | None = None
    """The network address for which it was begun, where that is known."""

    @property
    def rate_key(self) -> tuple[Any, ...]:
        """Runs that have this in common take about as long for a step."""
        each = self.settings
        return each.data, each.network, each.levels, each.skips, each.batch

    @property
    def done(self) -> tuple[int, float]:
        """The steps and seconds trained so far."""
        return (self.looks[-1].step, self.looks[-1].seconds) if self.looks else (0, 0.0)

    def seconds_left(self, steps_per_second: float) -> float:
        """How long it will still train, by its limit of seconds and, at the rate given if any, of steps."""
        step, seconds = self.done
        by_steps = (self.settings.steps - step) / steps_per_second if steps_per_second else float("inf")
        return max(0.0, min(self.settings.seconds - seconds, by_steps))

    @property
    def progress(self) -> float:
        """How much is done, 0 to 1, by whichever limit is nearer."""
        step, seconds = self.done
        done = max(step / self.settings.steps, seconds / self.settings.seconds)
        return 1.0 if self.state == "finished" else min(1.0, done)
