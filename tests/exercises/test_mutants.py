"""No slip in a solution passes by luck: it is wrong on every set of inputs, or changes nothing and is listed."""

import pytest

from exercises._engine.catalogue import CASE_SETS, Exercise, catalogue
from lessons import toml_files
from tests.exercises.mutants import Mutant, bounded, mutants
from tests.exercises.oracle import FAIR, right_sets

CODE = [exercise for exercise in catalogue().values() if exercise.kind == "code"]
EQUIVALENT = toml_files.read(FAIR / "equivalent.toml").tables


def judged(exercise: Exercise, source: str) -> list[tuple[Mutant, int]]:
    """Every mutant of a right program, with the number of sets of inputs on which it is right."""
    assert all(right_sets(exercise, bounded(source))), "ROUNDS is too small, or the program is wrong."
    return [(mutant, sum(right_sets(exercise, bounded(mutant.source)))) for mutant in mutants(source)]


def lucky(judged: list[tuple[Mutant, int]]) -> list[str]:
    """The mutants that are right on some sets of inputs only: some more fixed inputs in `cases.py` would catch them."""
    return [
        f"line {mutant.number}, {mutant.line} -> {mutant.mutant}: right on {sets} of {CASE_SETS} sets"
        for mutant, sets in judged
        if 0 < sets < CASE_SETS
    ]


@pytest.mark.parametrize("exercise", CODE, ids=lambda exercise: exercise.id)
def test_a_slip_in_the_solution_is_wrong_on_every_set_or_listed_as_equivalent(exercise: Exercise) -> None:
    found = judged(exercise, exercise.solution_source)
    assert lucky(found) == []
    equivalent = {(mutant.line, mutant.mutant) for mutant, sets in found if sets}
    listed = [
        (entry["line"], mutant) for entry in EQUIVALENT.get(exercise.id, ()) for mutant in entry["mutants"]
    ]
    assert sorted(listed) == sorted(equivalent)
    # Where a line stands twice, its entry is true of both places.
    assert equivalent.isdisjoint((mutant.line, mutant.mutant) for mutant, sets in found if not sets)


@pytest.mark.parametrize("exercise", CODE, ids=lambda exercise: exercise.id)
def test_a_slip_in_the_alternative_does_not_pass_by_luck(exercise: Exercise) -> None:
    assert lucky(judged(exercise, exercise.alternative_source)) == []


def test_every_equivalent_mutant_is_of_an_exercise_and_has_a_reason() -> None:
    assert set(EQUIVALENT) <= {exercise.id for exercise in CODE}
    for entry in (entry for entries in EQUIVALENT.values() for entry in entries):
        assert set(entry) == {"line", "mutants", "reason"}
        assert entry["mutants"] and entry["reason"].endswith(".")


def test_every_kind_of_slip_is_made_once() -> None:
    source = '''def count(rows):
    """Not 1 <= 2 but text."""
    total = 0  # 3 < 4
    for place in range(len(rows)):
        if place > 5 and not min(rows[place:]) == -1:
            total += 1
    return total
'''
    assert [(each.number, each.mutant) for each in mutants(source)] == [
        (3, "total = -1  # 3 < 4"),
        (3, "total = 1  # 3 < 4"),
        (4, "for place in range(1, len(rows)):"),
        (4, "for place in range(len(rows) + 1):"),
        (4, "for place in range(len(rows) - 1):"),
        (5, "if place != 5 and not min(rows[place:]) == -1:"),
        (5, "if place >= 5 and not min(rows[place:]) == -1:"),
        (5, "if place > 4 and not min(rows[place:]) == -1:"),
        (5, "if place > 6 and not min(rows[place:]) == -1:"),
        (5, "if place > 5 or not min(rows[place:]) == -1:"),
        (5, "if place > 5 and  min(rows[place:]) == -1:"),
        (5, "if place > 5 and not max(rows[place:]) == -1:"),
        (5, "if place > 5 and not min(rows[place + 1:]) == -1:"),
        (5, "if place > 5 and not min(rows[place - 1:]) == -1:"),
        (5, "if place > 5 and not min(rows[place:]) != -1:"),
        (5, "if place > 5 and not min(rows[place:]) <= -1:"),
        (5, "if place > 5 and not min(rows[place:]) >= -1:"),
        (5, "if place > 5 and not min(rows[place:]) == +1:"),
        (5, "if place > 5 and not min(rows[place:]) == -0:"),
        (5, "if place > 5 and not min(rows[place:]) == -2:"),
        (6, "total -= 1"),
        (6, "total = 1"),
        (6, "total += 0"),
        (6, "total += 2"),
    ]
    assert all(source.count("\n") == each.source.count("\n") for each in mutants(source))
    assert "total += 2\n    return total\n" in [*mutants(source)][-1].source


def test_a_program_that_does_not_end_is_stopped() -> None:
    space = {}
    exec(bounded("def wait():\n    while True:\n        pass\n"), space)
    with pytest.raises(IndexError):
        space["wait"]()
