"""The unaided layer: its task is a sibling of the first one, and who copies the first one's solution is told so."""

import doctest
import re
from dataclasses import replace
from pathlib import Path

import pytest

from exercises._engine.catalogue import UNAIDED, CatalogueError, Exercise, catalogue, load
from exercises._engine.check import prove
from exercises._engine.grader import Grader
from exercises._engine.types import VerdictKind

LAYERED = [exercise for exercise in catalogue().values() if exercise.sibling is not None]
each_layered = pytest.mark.parametrize("exercise", LAYERED, ids=lambda exercise: exercise.id)


def sibling_of(exercise: Exercise) -> Exercise:
    assert exercise.sibling is not None
    return exercise.sibling


def test_every_exercise_with_an_unaided_layer_has_a_task_of_its_own_for_it() -> None:
    of_code = [exercise for exercise in catalogue().values() if exercise.kind == "code"]
    assert of_code == LAYERED
    assert len({sibling_of(exercise).prompt for exercise in LAYERED}) == len(LAYERED)


@each_layered
def test_the_examples_in_its_task_are_what_its_solution_returns(exercise: Exercise) -> None:
    space: dict[str, object] = {}
    exec(sibling_of(exercise).solution_source, space)
    [block] = re.findall(r"^```\n(.*?)^```$", sibling_of(exercise).prompt, re.MULTILINE | re.DOTALL)
    examples = doctest.DocTestParser().get_doctest(block, space, exercise.id, None, 0)
    assert examples.examples
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(examples, out=told.append)
    assert not told, "".join(told)


@each_layered
def test_its_task_names_what_is_to_be_written_and_why(exercise: Exercise) -> None:
    sibling = sibling_of(exercise)
    call = f"{sibling.function}({', '.join(sibling.arguments)})"
    assert f"Write `{call}`" in " ".join(sibling.prompt.split())
    assert f"def {call}:" in sibling.layer(UNAIDED).starter
    assert "Why it matters:" in sibling.prompt


def test_each_layer_is_graded_by_its_own_task(argmax: Exercise, grader: Grader) -> None:
    sibling = sibling_of(argmax)
    assert grader.grade(argmax, argmax.solution_source, layer="blanks").passed
    assert grader.grade(argmax, sibling.solution_source, layer=UNAIDED).passed
    assert not grader.grade(argmax, sibling.solution_source, layer="blanks").passed
    assert not grader.grade(argmax, argmax.solution_source, layer=UNAIDED).passed


def test_who_renames_the_first_solution_is_told_that_the_task_is_another(
    argmax: Exercise, grader: Grader
) -> None:
    sibling = sibling_of(argmax)
    copied = argmax.solution_source.replace(argmax.function, sibling.function)
    verdict = grader.grade(argmax, copied, layer=UNAIDED)
    assert verdict.kind is VerdictKind.MISTAKE and verdict.mistake == "first_task"
    assert "asks for something else" in verdict.message
    assert verdict.exercise == argmax.id


def with_sibling(folder: Path, solution: str) -> Exercise:
    """The small exercise with an unaided layer."""
    (folder / UNAIDED).mkdir()
    (folder / UNAIDED / "prompt.md").write_text("Return the smallest number.", encoding="utf-8")
    (folder / UNAIDED / "starter.py").write_text("def smallest(numbers):\n    ...\n", encoding="utf-8")
    (folder / UNAIDED / "solution.py").write_text(
        f"def smallest(numbers):\n    {solution}\n", encoding="utf-8"
    )
    table = folder / "exercise.toml"
    text = table.read_text(encoding="utf-8") + 'unaided = "Alone"\n\n[unaided]\nfunction = "smallest"\n'
    table.write_text(text, encoding="utf-8")
    return load(folder)


def test_a_sibling_that_is_the_same_task_is_found_out(small: Path, grader: Grader) -> None:
    exercise = with_sibling(small, "return min(numbers)")
    assert prove(exercise, grader, seeds=(1,)).problems == ()
    same = replace(sibling_of(exercise), solution_source="def smallest(numbers):\n    return max(numbers)\n")
    problems = prove(replace(exercise, sibling=same), grader, seeds=(1,)).problems
    assert any("solves the first task too" in problem for problem in problems)
    assert any("the unaided task: mistake first_task" in problem for problem in problems)


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('[unaided]\nfunction = "smallest"\n', "", "go together"),
        ('function = "smallest"', 'function = "largest"', "another Python name"),
        ('function = "smallest"', 'name = "smallest"', "holds the name of a function"),
        (
            'function = "smallest"',
            'function = "smallest"\nresult = "drawing"',
            "unaided.result must be one of",
        ),
    ],
)
def test_a_malformed_sibling_is_told(small: Path, before: str, after: str, problem: str) -> None:
    with_sibling(small, "return min(numbers)")
    table = small / "exercise.toml"
    text = table.read_text(encoding="utf-8")
    assert before in text
    table.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(CatalogueError, match=problem):
        load(small)
