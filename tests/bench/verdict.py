"""How long a verdict takes, beside a CPython subprocess that does the same check."""

import json
import subprocess
import sys
import time
from statistics import median

from exercises._engine.catalogue import catalogue
from exercises._engine.grader import Grader
from tests.bench.rows import Row, percentile

_EXERCISE = "argmax_per_pixel"
_RUNS, _SUBPROCESS_RUNS = 300, 15

# The peer: a fresh interpreter that runs the submission and the solution on the same cases and compares.
_CHECK = """
import importlib.util, json, random, sys
task = json.load(sys.stdin)
def load(path):
    spec = importlib.util.spec_from_file_location("module", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
cases, solution, submitted = load(task["cases"]), load(task["solution"]), {}
exec(task["source"], submitted)
rng = random.Random(task["seed"])
drawn = [*cases.FIXED, *(cases.draw(rng) for _ in range(20))]
name = task["function"]
print(all(submitted[name](*case) == getattr(solution, name)(*case) for case in drawn))
"""


def _subprocess_check(source: str, function: str) -> float:
    folder = f"exercises/{_EXERCISE}"
    task = {"source": source, "function": function, "seed": 1}
    task |= {"cases": f"{folder}/cases.py", "solution": f"{folder}/solution.py"}
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _CHECK], input=json.dumps(task), capture_output=True, text=True, check=True
    )
    if done.stdout.strip() != "True":
        raise RuntimeError(f"the subprocess did not pass the solution: {done.stdout}{done.stderr}")
    return (time.perf_counter() - started) * 1000


def rows() -> list[Row]:
    """Verdict latency in process, its ratio to the subprocess, and the latency of a wrong answer."""
    exercise = catalogue()[_EXERCISE]
    source = exercise.solution_source
    wrong = exercise.mistakes[0].source
    with Grader(workers=2) as grader:
        right_ms, wrong_ms = [], []
        for run in range(_RUNS):
            started = time.perf_counter()
            verdict = grader.grade(exercise, source, seed=run)
            right_ms.append((time.perf_counter() - started) * 1000)
            if not verdict.passed:
                raise RuntimeError(f"the solution did not pass: {verdict}")
        for run in range(_RUNS // 3):
            started = time.perf_counter()
            grader.grade(exercise, wrong, seed=run)
            wrong_ms.append((time.perf_counter() - started) * 1000)
    peer = [_subprocess_check(source, exercise.function) for _ in range(_SUBPROCESS_RUNS)]
    return [
        Row("verdict, right answer, median", median(right_ms), "ms"),
        Row("verdict, right answer, p95", percentile(right_ms, 0.95), "ms", f"{_RUNS} verdicts", bar=5),
        Row("verdict, wrong answer with its smallest failing case, p95", percentile(wrong_ms, 0.95), "ms"),
        Row("CPython subprocess doing the same check, median", median(peer), "ms"),
        Row(
            "subprocess / verdict, medians",
            median(peer) / median(right_ms),
            "×",
            "same run",
            bar=50,
            at_least=True,
        ),
    ]
