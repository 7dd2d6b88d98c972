"""`python -m tests.bench.load URL LEARNERS SECONDS`: let a crowd come to an app that runs on this machine."""

import argparse
from collections import Counter
from statistics import median

from tests.bench.load.crowd import Crowd, come
from tests.bench.rows import percentile


def main() -> None:
    """Print, by kind of action, how many there were and how long they took, and every kind of error."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("learners", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--pause", type=float, default=10.0, help="seconds between actions of a learner")
    parser.add_argument("--arrival", type=float, default=30.0, help="seconds within which all arrive")
    chosen = parser.parse_args()
    outcome = come(chosen.url, Crowd(chosen.learners, chosen.seconds, chosen.pause, arrival=chosen.arrival))
    kinds = {"arrival": outcome.arrivals, "all": outcome.actions}
    kinds |= {
        kind: [each for each in outcome.actions if each.kind == kind]
        for kind in sorted({each.kind for each in outcome.actions})
    }
    for kind, actions in kinds.items():
        times = [each.seconds for each in actions]
        if times:
            print(
                f"{kind:<12}{len(times):>6}  median {median(times):.3f} s  p95 {percentile(times, 0.95):.3f} s"
            )
    for error, count in Counter(outcome.errors).most_common():
        print(f"{count} × {error}")


if __name__ == "__main__":
    main()
