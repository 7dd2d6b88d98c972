"""An hour of a class, ten times as fast: memory at its end beside memory after its first minutes."""

import threading
from statistics import mean

import psutil

from tests.bench.load.crowd import Crowd, come
from tests.bench.load.rows import running, tell, warm
from tests.bench.rows import Row

_FASTER = 10
_HOUR = Crowd(learners=50, seconds=3600 / _FASTER, pause=10 / _FASTER, arrival=10, stay=60)
"""Each learner stays for ten minutes, 60 actions, so that 300 visits begin and end."""
_EVERY = 2.0  # seconds between two looks at the memory


def rows() -> list[Row]:
    """The last tenth of the hour beside its second tenth, in a process whose caches are full from the start."""
    with running("tests/bench/apps/full_caches.py") as server:
        warm(server)
        process, over = psutil.Process(server.pid), threading.Event()
        looks: list[float] = []

        def look() -> None:
            while not over.wait(_EVERY):
                looks.append(process.memory_info().rss / 1e6)

        watch = threading.Thread(target=look)
        outcome = come(server.url, _HOUR, watch.start)
        over.set()
        watch.join()
    tell(outcome)
    tenth = len(looks) // 10
    before, after = mean(looks[tenth : 2 * tenth]), mean(looks[-tenth:])
    return [
        Row("an hour of 50 learners, ten times as fast: actions", len(outcome.actions), ""),
        Row("an hour of 50 learners: errors", len(outcome.errors), "", bar=0),
        Row("an hour of 50 learners: memory in its second tenth", before, "MB"),
        Row("an hour of 50 learners: memory at its end / then", after / before, "×", "same run", bar=1.1),
    ]
