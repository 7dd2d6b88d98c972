"""How long a verdict takes, beside a CPython subprocess that does the same check.

Submissions come one at a time with a short pause between them, a right and a wrong one in turns, each pair with
a fresh seed, as the page sends them. Every few verdicts a peer runs, so that a busy machine slows both.
"""

import json
import random
import subprocess
import sys
import time
from statistics import median

from exercises._engine.catalogue import Exercise, catalogue
from exercises._engine.grader import Grader
from exercises._engine.sandbox import MEMORY_BYTES, SECONDS
from tests.bench.rows import Row, percentile
from tests.servers import ROOT

_EXERCISE = "argmax_per_pixel"
_PEER_EVERY = 12
_PAUSE_SECONDS = 0.01

# The peer: a fresh interpreter with limits that loads the exercise, runs the submission on the inputs
# that the seed draws, and compares with the code that the grader compares with. It leaves out what the
# check does not need: the sandbox's library, the explanation, the smallest failing input.
_PEER = """
import json, sys
from pathlib import Path
task = json.load(sys.stdin)
sys.path.insert(0, task["root"])
from exercises._engine.catalogue import load
from exercises._engine.compare import difference
from exercises._engine.outcomes import Returned, unshared
from exercises._engine.prepared import prepared
exercise = load(Path(task["folder"]))
known = prepared(exercise, task["seed"])
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (task["seconds"], task["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (task["memory"], task["memory"]))
except ImportError:
    pass
space = {}
exec(task["source"], space)
function = space[exercise.function]
outcomes = [Returned(function(*unshared(case))) for case in known.cases]
wrong = [difference(*pair, exercise.tolerance) for pair in zip(outcomes, known.expected_outcomes)]
print(json.dumps({"passed": not any(wrong)}))
"""

# The least that could be called a check: no limits, no exercise, one input, one ==.
_BARE = """
import json, sys
task, space = json.load(sys.stdin), {}
exec(task["source"], space)
print(json.dumps({"passed": space[task["function"]](*task["case"]) == task["expected"]}))
"""


def _subprocess_ms(program: str, exercise: Exercise, seed: int) -> float:
    case = exercise.cases.FIXED[0]
    task = {
        "root": str(ROOT),
        "folder": str(exercise.folder),
        "source": exercise.solution_source,
        "function": exercise.function,
        "seed": seed,
        # The interpreter and its modules take room of their own.
        "seconds": int(SECONDS),
        "memory": MEMORY_BYTES + 512 * 2**20,
        "case": case,
        "expected": exercise.solution(*case),
    }
    text = json.dumps(task)
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], input=text, capture_output=True, text=True, check=True
    )
    duration = (time.perf_counter() - started) * 1000
    if not json.loads(done.stdout)["passed"]:
        raise RuntimeError(f"the subprocess did not pass the solution: {done.stdout}{done.stderr}")
    return duration


def _verdict_ms(grader: Grader, exercise: Exercise, source: str, seed: int, passes: bool) -> float:
    time.sleep(_PAUSE_SECONDS)
    started = time.perf_counter()
    verdict = grader.grade(exercise, source, seed=seed)
    duration = (time.perf_counter() - started) * 1000
    if verdict.passed is not passes:
        raise RuntimeError(f"not the verdict that the source deserves: {verdict}")
    return duration


def rows(pairs: int = 240) -> list[Row]:
    """Verdict latency in process for right and wrong answers, and its ratio to the subprocess.

    Wrong answers count in the p95 as right ones do, though it takes longer to explain them. The bars leave twice the
    room that two cores without other work need: a p95 of 50 ms, 50 ×.
    """
    exercise = catalogue()[_EXERCISE]
    seeds = random.Random(0)
    right, wrong, peer, bare = [], [], [], []
    with Grader(workers=2) as grader:
        for pair in range(pairs):
            seed = seeds.randrange(2**31)
            mistake = exercise.mistakes[pair % len(exercise.mistakes)]
            right.append(_verdict_ms(grader, exercise, exercise.solution_source, seed, passes=True))
            wrong.append(_verdict_ms(grader, exercise, mistake.source, seed, passes=False))
            if pair % _PEER_EVERY == 0:
                peer.append(_subprocess_ms(_PEER, exercise, seed))
                bare.append(_subprocess_ms(_BARE, exercise, seed))
    faster, counted = median(peer) / median(right), f"{2 * pairs} verdicts"
    return [
        Row("verdict, right answer, median", median(right), "ms"),
        Row("verdict, wrong answer with its smallest failing case, median", median(wrong), "ms"),
        Row(
            "verdict, right and wrong answers alike, p95",
            percentile(right + wrong, 0.95),
            "ms",
            counted,
            bar=100,
        ),
        Row("CPython subprocess doing the same check, median", median(peer), "ms", f"{len(peer)} starts"),
        Row(
            "subprocess / verdict, medians of the right answer",
            faster,
            "×",
            "same run",
            bar=25,
            at_least=True,
        ),
        Row("CPython subprocess with one input and one ==, median", median(bare), "ms"),
        Row("bare subprocess / verdict, medians", median(bare) / median(right), "×", "same run"),
    ]
