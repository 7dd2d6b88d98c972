"""One grader for all tests of the engine, and a small exercise to break on purpose."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exercises._engine.catalogue import Exercise, catalogue
from exercises._engine.grader import Grader
from exercises._engine.sandbox import Sandbox


@pytest.fixture(scope="session")
def grader() -> Iterator[Grader]:
    with Grader(workers=2) as grader:
        assert not grader.problem()
        yield grader


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox(workers=1)
    assert not sandbox.wait()
    yield sandbox
    sandbox.close()


@pytest.fixture(scope="session")
def argmax() -> Exercise:
    return catalogue()["argmax_per_pixel"]


SMALL = {
    "exercise.toml": """
title = "Largest"
kind = "code"
minutes = 1
points = 1
function = "largest"
arguments = ["numbers"]

[layers]
blanks = "Fill in"
""",
    "prompt.md": "Return the largest number of a list.",
    "hints.md": "First hint.\n---\nSecond hint.\n",
    "cases.py": """
FIXED = (([3, 1, 2],), ([-5, -2],), ([7],))


def draw(rng):
    return ([rng.randint(-9, 9) for _ in range(rng.randint(1, 6))],)


def valid(numbers):
    return len(numbers) > 0
""",
    "starter.py": "def largest(numbers):\n    return ___\n",
    "solution.py": "def largest(numbers):\n    return max(numbers)\n",
    "alternative.py": "def largest(numbers):\n    return sorted(numbers)[-1]\n",
    "mistakes.toml": """
[last]
message = "That is the last number."

[[last.replace]]
line = "    return max(numbers)"
with = "    return numbers[-1]"

[smallest]
message = "That is the smallest number."
program = '''
def largest(n):
    return min(n)
'''
""",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The folder of a small exercise; a test may change its files before loading it."""
    folder = tmp_path / "largest"
    for name, content in SMALL.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder
