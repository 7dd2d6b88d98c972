"""Programs broken at random: none crashes or holds the host, and none passes that CPython itself calls wrong."""

import os
import random
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from exercises._engine.catalogue import catalogue
from exercises._engine.grader import Grader
from exercises._engine.types import VerdictKind
from lessons.syntax import tree_of
from tests.adversarial.test_hostile_code import SPOOFS, STALLS
from tests.exercises.oracle import programs
from tests.interpreters import interpreters
from tests.waits import until

LONGEST_SECONDS = 8.0
"""The limits allow for less than half of it; the rest is a busy machine."""
WORKERS = 2
WORKER_BYTES = 400 * 2**20
"""Memory of one worker, which holds the sessions made ahead and those not closed yet."""
UNREADABLE_SHARE = 0.01
"""How many of the programs that pass may be of a newer Python than the one that judges them."""

_PIECE = re.compile(r"\n[ \t]*|[ \t]+|\w+|[^\w\s]|\s")

_ODD = (
    *(
        "10**9",
        "9" * 5_000,
        "1e999",
        "-1",
        "0",
        "0x",
        "1_000_000",
        "2**64",
        "1j",
        "float('nan')",
        "True",
        "None",
    ),
    *(
        "__import__('os')",
        "__class__",
        "__builtins__",
        "__debug__",
        "__name__",
        "__dict__",
        "__del__",
        "__eq__",
    ),
    *("globals()", "locals()", "vars()", "exit()", "quit()", "input()", "breakpoint()", "help()", "open(0)"),
    *("eval", "exec", "type", "object", "super()", "print", "len", "sorted", "iter", "next", "memoryview"),
    *("yield ", "await ", "async ", "del ", "return ", "raise ", "assert ", "nonlocal x\n", "global x\n"),
    *("while True: ", "for x in x: ", "try: ", "with x: ", "lambda: ", "class A: ", "match x:\n case _: "),
    *(
        "...",
        "___",
        "@",
        ":=",
        "**",
        "//",
        "->",
        "~",
        "!",
        "?",
        "$",
        "'''",
        '"',
        "f'{",
        "#",
        "\\\n",
        "\t",
        "\f",
    ),
    *("import numpy as np\n", "from __future__ import annotations\n", "import sys\n", "sys.exit(0)"),
    *("import _host\n", "_host.call(b'report{}')", "import gc\n", "gc.collect()", "\0", "\ufeff", "\r"),
)


@dataclass(frozen=True)
class Program:
    """A source, and the exercise that it is for."""

    exercise: str
    source: str


def seeds_of_programs() -> tuple[list[Program], list[Program], list[Program]]:
    """What programs are made of: honest ones, those that cheat, those that stall."""
    honest = [Program(exercise.id, path.read_text(encoding="utf-8")) for exercise, path in programs()]
    cheats = [Program("argmax_per_pixel", source) for source in SPOOFS.values()]
    stalls = [Program("argmax_per_pixel", source) for source in STALLS.values() if len(source) < 2_000]
    return honest, cheats, stalls


Change = Callable[[random.Random, str, str], str]


def on_parts(cut: Callable[[str], list[str]]) -> list[Change]:
    """Ways to disturb a source that is cut into parts, which joined give it again."""

    def delete(rng: random.Random, source: str, _: str) -> str:
        parts = cut(source)
        del parts[rng.randrange(len(parts))]
        return "".join(parts)

    def duplicate(rng: random.Random, source: str, _: str) -> str:
        parts = cut(source)
        parts.insert(rng.randrange(len(parts)), rng.choice(parts))
        return "".join(parts)

    def swap(rng: random.Random, source: str, _: str) -> str:
        parts = cut(source)
        a, b = rng.randrange(len(parts)), rng.randrange(len(parts))
        parts[a], parts[b] = parts[b], parts[a]
        return "".join(parts)

    def replace(rng: random.Random, source: str, other: str) -> str:
        parts = cut(source)
        parts[rng.randrange(len(parts))] = rng.choice(cut(other))
        return "".join(parts)

    return [delete, duplicate, swap, replace]


def tokens(source: str) -> list[str]:
    return _PIECE.findall(source) or [" "]


def lines(source: str) -> list[str]:
    return source.splitlines(keepends=True) or ["\n"]


def splice(rng: random.Random, source: str, other: str) -> str:
    mine, theirs = lines(source), lines(other)
    return "".join(mine[: rng.randrange(len(mine) + 1)] + theirs[rng.randrange(len(theirs)) :])


def insert_odd(rng: random.Random, source: str, _: str) -> str:
    parts = tokens(source)
    parts.insert(rng.randrange(len(parts)), rng.choice(_ODD))
    return "".join(parts)


def nest(rng: random.Random, source: str, _: str) -> str:
    parts = tokens(source)
    opening, closing = rng.choice([("(", ")"), ("[", "]"), ("{", "}"), ("-", ""), ("not ", ""), ("f(", ")")])
    at, depth = rng.randrange(len(parts)), rng.choice([1, 3, 50, 300, 3_000])
    parts[at] = opening * depth + parts[at] + closing * (depth - rng.randrange(2))
    return "".join(parts)


def indent(rng: random.Random, source: str, _: str) -> str:
    parts = lines(source)
    at = rng.randrange(len(parts))
    parts[at] = rng.choice(["", " ", "    ", "\t", " " * 400]) + parts[at][rng.randrange(2) :]
    return "".join(parts)


def unicode(rng: random.Random, source: str, _: str) -> str:
    at = rng.randrange(len(source) + 1)
    ends = (0x20, 0x80, 0x250, 0x3000, 0xFFFF, 0x110000)
    low = rng.randrange(len(ends) - 1)
    return source[:at] + chr(rng.randrange(ends[low], ends[low + 1])) + source[at:]


def rename(rng: random.Random, source: str, other: str) -> str:
    old, new = (rng.choice(re.findall(r"\w+", text) or ["x"]) for text in (source, other))
    return re.sub(rf"\b{old}\b", new, source)


def alter(rng: random.Random, source: str, _: str) -> str:
    signs = [*re.finditer(r"[-+*/%<>]=?|[!=]=|\b(?:and|or|in|is|min|max|True|False|\d+)\b", source)]
    if not signs:
        return source
    sign, new = rng.choice(signs), rng.choice(signs)[0]
    return source[: sign.start()] + new + source[sign.end() :]


CHANGES: Sequence[Change] = [
    *on_parts(tokens),
    *on_parts(lines),
    *(splice, insert_odd, insert_odd, nest, indent, unicode, rename, rename, alter, alter),
]


def fuzzed(number: int, pools: tuple[list[Program], list[Program], list[Program]]) -> Program:
    """The program of this number: always the same one, and most of them programs that Python can read."""
    rng = random.Random(f"fuzz {number}")
    program = changed(rng, pools)
    for _ in range(3):
        if not readable(program.source):
            program = changed(rng, pools)
    return program


def readable(source: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree_of(source)
        except Exception:
            return False
    return True


def changed(rng: random.Random, pools: tuple[list[Program], list[Program], list[Program]]) -> Program:
    """One of the programs, with a few changes."""
    pool = rng.choices(pools, weights=(88, 9, 3))[0]
    program = rng.choice(pool)
    alike = [other for other in pool if other.exercise == program.exercise]
    source = program.source
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        other = rng.choice(alike if rng.random() < 0.6 else pools[rng.randrange(2)])
        source = rng.choice(CHANGES)(rng, source, other.source)
    return Program(program.exercise, source)


@pytest.mark.skipif(os.name != "posix", reason="needs processes with limits, to judge the programs that pass")
@pytest.mark.parametrize("count", [150, pytest.param(5_000, marks=pytest.mark.long)])
def test_no_fuzzed_program_breaks_the_grader_or_passes_wrongly(count: int) -> None:
    from tests.adversarial.judge import Opinion, opinions

    pools = seeds_of_programs()
    argmax = catalogue()["argmax_per_pixel"]
    kinds: Counter[VerdictKind] = Counter()
    slow: list[tuple[float, int]] = []
    odd: list[tuple[int, object]] = []
    passed: list[tuple[int, tuple[str, str, int]]] = []
    before = len(interpreters())
    with Grader(workers=WORKERS) as grader:
        assert not grader.problem()
        for number in range(count):
            program = fuzzed(number, pools)
            began = time.perf_counter()
            verdict = grader.grade(program.exercise, program.source, seed=number)
            slow.append((time.perf_counter() - began, number))
            kinds[verdict.kind] += 1
            if verdict.kind is VerdictKind.BUSY or not 0 < len(verdict.message) < 500:
                odd.append((number, verdict))
            if verdict.passed:
                passed.append((number, (program.exercise, program.source, number)))
            if number % 50 == 0:
                assert grader.grade(argmax, argmax.solution_source, seed=number).passed, number
        assert grader.grade(argmax, argmax.solution_source, seed=count).passed
        assert len(interpreters()) - before <= WORKERS
        memory = [worker.memory_info().rss for worker in interpreters()]
    until(lambda: len(interpreters()) <= before)
    said = opinions([submission for _, submission in passed])
    said_of = Counter(said)
    print(f"{dict(kinds)}; slowest (s, number): {sorted(slow)[-5:]}")
    print(
        f"of {len(passed)} that passed, CPython says {dict(said_of)}; workers: {[m >> 20 for m in memory]} MB"
    )
    assert odd == []
    assert [(took, number) for took, number in slow if took > LONGEST_SECONDS] == []
    assert [number for (number, _), word in zip(passed, said, strict=True) if word is Opinion.WRONG] == []
    assert said_of[Opinion.UNREADABLE] <= max(1, UNREADABLE_SHARE * len(passed))
    assert said_of[Opinion.RIGHT] > count / 50  # enough pass for the question to mean something
    assert max(memory) < WORKER_BYTES
