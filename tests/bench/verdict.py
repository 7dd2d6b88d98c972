"""How long a verdict takes, beside a CPython subprocess that does the same check, and what the grader bears.

Submissions come one at a time with a short pause between them, a right and a wrong one in turns, each with a fresh
seed, as the page sends them. Every few verdicts a peer runs, so that a busy machine slows both.
"""

import json
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from exercises._engine.catalogue import Exercise, catalogue
from exercises._engine.grader import Grader
from exercises._engine.sandbox import MEMORY_BYTES, SECONDS
from tests.bench.rows import Row, percentile
from tests.interpreters import interpreters
from tests.servers import ROOT

_EXERCISE = "argmax_per_pixel"
_PEER_EVERY = 12
_PAUSE_SECONDS = 0.05
_seeds = random.Random(0)

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


def _checked(grader: Grader, exercise: Exercise, source: str, passes: bool, learner: str = "a") -> float:
    """Milliseconds until the verdict, which must be the one that the source deserves."""
    seed = _seeds.randrange(2**31)
    started = time.perf_counter()
    verdict = grader.grade(exercise, source, seed=seed, learner=learner)
    duration = (time.perf_counter() - started) * 1000
    if verdict.passed is not passes:
        raise RuntimeError(f"not the verdict that the source deserves: {verdict}")
    return duration


def rows(pairs: int = 240, lasting: int = 5_000) -> list[Row]:
    """Verdicts one at a time, beside CPython in a process; a crowd of them; endless loops; and memory after many.

    Wrong answers count in the p95 as right ones do, though it takes longer to explain them.
    """
    exercise = catalogue()[_EXERCISE]
    with Grader(workers=2, queue=100) as grader:
        if problem := grader.problem():
            raise RuntimeError(problem)
        return [
            *_one_at_a_time(grader, exercise, pairs),
            _at_once(grader, exercise),
            _beside_loops(grader, exercise),
            *_many(grader, exercise, lasting),
        ]


def _one_at_a_time(grader: Grader, exercise: Exercise, pairs: int) -> list[Row]:
    right, wrong, peer, bare = [], [], [], []
    for pair in range(pairs):
        mistake = exercise.mistakes[pair % len(exercise.mistakes)]
        for source, passes, durations in (
            (exercise.solution_source, True, right),
            (mistake.source, False, wrong),
        ):
            time.sleep(_PAUSE_SECONDS)  # as long as a session takes to be made: the pool is ready
            durations.append(_checked(grader, exercise, source, passes))
        if pair % _PEER_EVERY == 0:
            peer.append(_subprocess_ms(_PEER, exercise, pair))
            bare.append(_subprocess_ms(_BARE, exercise, pair))
    counted = f"{pairs} verdicts"
    return [
        Row("verdict, right answer, median", median(right), "ms"),
        Row("verdict, right answer, p95", percentile(right, 0.95), "ms", counted, bar=5),
        Row("verdict, wrong answer with its smallest failing case, median", median(wrong), "ms"),
        Row(
            "verdict, wrong answer with its smallest failing case, p95",
            percentile(wrong, 0.95),
            "ms",
            counted,
            bar=15,
        ),
        Row("CPython subprocess doing the same check, median", median(peer), "ms", f"{len(peer)} starts"),
        Row(
            "subprocess / verdict, medians of the right answer",
            median(peer) / median(right),
            "×",
            "same run",
            bar=5,
            at_least=True,
        ),
        Row("CPython subprocess with one input and one ==, median", median(bare), "ms"),
        Row("bare subprocess / verdict, medians", median(bare) / median(right), "×", "same run"),
    ]


def _at_once(grader: Grader, exercise: Exercise) -> Row:
    """A hundred learners who check in the same moment."""
    sources = [(exercise.solution_source, True), *((each.source, False) for each in exercise.mistakes)]
    began = time.perf_counter()
    with ThreadPoolExecutor(100) as learners:
        for check in [
            learners.submit(_checked, grader, exercise, *sources[number % len(sources)], f"learner {number}")
            for number in range(100)
        ]:
            check.result()
    return Row("100 checks at once, until the last is answered", time.perf_counter() - began, "s", bar=4)


def _beside_loops(grader: Grader, exercise: Exercise) -> Row:
    """One learner checks twenty endless loops, one after the other; what another waits meanwhile."""
    loop = f"def {exercise.function}({', '.join(exercise.arguments)}):\n    while True:\n        pass\n"
    over = threading.Event()

    def check_loops() -> None:
        for _ in range(20):
            _checked(grader, exercise, loop, False, "who loops")
        over.set()

    thread = threading.Thread(target=check_loops)
    thread.start()
    waits = []
    while not over.is_set():
        time.sleep(0.05)
        waits.append(_checked(grader, exercise, exercise.solution_source, True, "another"))
    thread.join()
    return Row(
        "right answer while another checks endless loops, p95",
        percentile(waits, 0.95),
        "ms",
        f"{len(waits)} verdicts beside 20 loops",
        bar=100,
    )


def _many(grader: Grader, exercise: Exercise, lasting: int) -> list[Row]:
    """Checks without a pause, by as many learners as there are processes: how many a second, and what they leave."""
    sources = [(exercise.solution_source, True), *((each.source, False) for each in exercise.mistakes)]

    def check_some(name: str, count: int) -> None:
        for number in range(count):
            _checked(grader, exercise, *sources[number % len(sources)], name)

    def check(count: int) -> float:
        began = time.perf_counter()
        with ThreadPoolExecutor(2) as learners:
            for one in [learners.submit(check_some, name, count // 2) for name in ("a", "b")]:
                one.result()
        return time.perf_counter() - began

    check(lasting // 10)
    warm = _memory()
    seconds = check(lasting - lasting // 10)
    return [
        Row(
            "graded programs a second, without a pause",
            (lasting - lasting // 10) / seconds,
            "/s",
            "right and wrong ones",
            bar=25,
            at_least=True,
        ),
        Row(
            "memory of the sandbox's processes, warm", warm / 2**20, "MB", "two processes, shared parts twice"
        ),
        Row(
            f"the same after {lasting} checks",
            _memory() / warm,
            "×",
            f"after {lasting // 10}",
            bar=1.1,
        ),
    ]


def _memory() -> int:
    """Bytes that the processes with interpreters hold."""
    time.sleep(1)  # until as many sessions are ready as always
    return sum(process.memory_info().rss for process in interpreters())
