"""Every exercise in the house keeps its promises; and a broken one is found out."""

from pathlib import Path

import pytest

from exercises._engine.catalogue import Exercise, catalogue, load
from exercises._engine.check import prove
from exercises._engine.grader import Grader
from exercises._engine.kinds import SPECIMENS
from lessons import COURSE
from lessons.palette import styles_for
from tests.exercises.conftest import SMALL


@pytest.mark.parametrize("exercise", catalogue().values(), ids=lambda exercise: exercise.id)
def test_right_passes_wrong_fails_and_mistakes_earn_their_message(exercise: Exercise, grader: Grader) -> None:
    proof = prove(exercise, grader, seeds=(11, 12))
    assert proof.problems == ()
    assert proof.counts["right"] >= 2
    assert proof.counts["wrong"] >= 2
    assert proof.counts["unusable"] >= 2


@pytest.mark.parametrize("exercise", catalogue().values(), ids=lambda exercise: exercise.id)
def test_its_texts_are_fit_to_be_read(exercise: Exercise) -> None:
    assert 3 <= len(exercise.hints) <= 4
    styles_for(exercise.class_names)
    if exercise.kind == "code":
        assert [layer.name for layer in exercise.layers] == ["blanks", "unaided"]
        assert len({mistake.message for mistake in exercise.mistakes}) == len(exercise.mistakes) >= 3


@pytest.mark.parametrize(
    "exercise",
    [each for each in catalogue().values() if each.kind != "code"],
    ids=lambda exercise: exercise.id,
)
def test_a_seed_always_draws_the_same_task(exercise: Exercise) -> None:
    first, second = (SPECIMENS[exercise.kind](exercise, 5) for _ in range(2))
    assert first.right == second.right
    assert len({repr(exercise.cases.draw(exercise.rng(seed))) for seed in range(8)}) > 1


def test_the_course_names_only_exercises_that_exist() -> None:
    named = {name for lesson in COURSE for name in lesson.exercises}
    assert named <= set(catalogue())


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        (
            "solution.py",
            "def largest(numbers):\n    numbers = [min(numbers)]\n    return max(numbers)\n",
            "right answer 2 does not pass",
        ),
        (
            "alternative.py",
            "def largest(numbers):\n    return sum(numbers)\n",
            "right answer 2 does not pass",
        ),
        ("starter.py", "def largest(numbers):\n    return max(numbers)  # done\n", "wrong answer 13 passes"),
        (
            "mistakes.toml",
            "[no_mistake]\nmessage = 'Wrong.'\nprogram = 'def largest(n): return max(n)'\n",
            "mistake no_mistake earns no message",
        ),
        (
            "mistakes.toml",
            SMALL["mistakes.toml"]
            + "[last_again]\nmessage = 'Again.'\nprogram = 'def largest(n): return n[len(n) - 1]'\n",
            "cannot be told apart",
        ),
        (
            "cases.py",
            "FIXED = (([],),)\ndef draw(rng): return ([1],)\ndef valid(numbers): return bool(numbers)",
            "valid",
        ),
    ],
)
def test_a_broken_exercise_is_found_out(
    small: Path, grader: Grader, file: str, content: str, problem: str
) -> None:
    assert prove(load(small), grader, seeds=(1,)).problems == ()
    (small / file).write_text(content, encoding="utf-8")
    problems = prove(load(small), grader, seeds=(1,)).problems
    assert any(problem in found for found in problems), problems
