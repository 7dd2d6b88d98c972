"""Known mistakes are the solution with some lines replaced, or a whole program; a fault is named with its line."""

import ast
from pathlib import Path

import pytest

from exercises._engine.catalogue import CatalogueError, Exercise, catalogue, load

SOLUTION = """def largest(numbers):
    best = numbers[0]
    for number in numbers:
        if number > best:
            best = number
    return best
"""
MISTAKES = """
[smallest]
message = '''
It is the smallest
number.'''

[[smallest.replace]]
line = "        if number > best:"
with = "        if number < best:"

[first_two]
message = "It looks at two."

[[first_two.replace]]
line = "    return best"
with = "    return best + 0"

[[first_two.replace]]
line = '''
    best = numbers[0]
    for number in numbers:'''
with = '''
    best = numbers[0]
    for number in numbers[:2]:'''

[none]
message = "It returns nothing."

[[none.replace]]
line = "    return best"
with = ""

[last]
message = "It is the last."
program = '''
def largest(numbers):
    return numbers[-1]
'''
"""


def written(folder: Path, mistakes: str) -> Path:
    (folder / "solution.py").write_text(SOLUTION, encoding="utf-8")
    (folder / "mistakes.toml").write_text(mistakes, encoding="utf-8")
    return folder


def test_replacements_are_applied_to_the_solution_in_any_order(small: Path) -> None:
    exercise = load(written(small, MISTAKES))
    smallest, two, none, last = exercise.mistakes
    assert [each.name for each in exercise.mistakes] == ["smallest", "first_two", "none", "last"]
    assert smallest.message == "It is the smallest number."
    assert smallest.source == SOLUTION.replace(">", "<")
    assert two.source == SOLUTION.replace("in numbers", "in numbers[:2]").replace(
        "return best", "return best + 0"
    )
    assert none.source == SOLUTION.removesuffix("    return best\n")
    assert last.source == "def largest(numbers):\n    return numbers[-1]\n"
    assert [function([3, 1, 4]) for _, function in exercise.mistake_functions] == [1, 3, None, 4]


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ('line = "        if number > best:"', 'line = "if number > best:"', 8, "'if number > best:', which"),
        ('line = "        if number > best:"', 'line = "        if x:"', 8, "solution.py has not at all"),
        ('with = "        if number < best:"', "", 7, "needs line and with, and nothing else"),
        ('with = "        if number < best:"', 'wiht = ""\nwith = ""', 9, "needs line and with, and nothing"),
        ('with = "        if number < best:"', "with = 3", 8, "needs texts for line and with"),
        ('with = "        if number < best:"', 'with = "if number <"', 9, "is not Python"),
        (
            'line = "    return best"\nwith = "    return best + 0"',
            'line = "    for number in numbers:"\nwith = ""',
            15,
            "take the same line",
        ),
        ('"It is the last."', '""', 34, "the mistake last needs a message"),
        ("[last]\nmessage", "[last]\nmesage", 34, "mesage is not a known key"),
        (
            '"It is the last."\n',
            '"It is the last."\nreplace = []\n',
            33,
            "either lines to replace or a whole program",
        ),
        ("def largest(numbers):", "def other(numbers):", 35, "does not define largest"),
        ("numbers[-1]", "numbers[", 35, "is not Python: '[' was never closed in its line 2"),
        ("[last]", "[Last]", 33, "Last must be a table, named in small letters"),
        ("[last]", "[smallest]", 33, "is not valid TOML"),
    ],
)
def test_a_fault_is_named_with_mistake_and_line(
    small: Path, old: str, new: str, line: int, problem: str
) -> None:
    assert MISTAKES.count(old) == 1
    with pytest.raises(CatalogueError) as caught:
        load(written(small, MISTAKES.replace(old, new)))
    message = str(caught.value)
    assert problem in message and "\n" not in message and "mistakes.toml" in message
    assert f"line {line}" in message


def test_a_line_that_the_solution_has_twice_is_no_place(small: Path) -> None:
    folder = written(small, MISTAKES)
    (folder / "solution.py").write_text(SOLUTION.replace("    return best\n", "    return best\n" * 2))
    with pytest.raises(
        CatalogueError, match=r"line 15: the mistake first_two replaces 'return best', which .* once"
    ):
        load(folder)


@pytest.mark.parametrize(
    "text", ["last = 3", "[last]\nmessage = 'x'\nreplace = 3", "[last]\nmessage = 'x'\nprogram = 3"]
)
def test_what_is_no_table_of_lines_is_named(small: Path, text: str) -> None:
    with pytest.raises(CatalogueError, match=r"mistakes\.toml, line [13]: .*\blast\b"):
        load(written(small, text))


@pytest.mark.parametrize(
    "exercise",
    [each for each in catalogue().values() if each.kind == "code"],
    ids=lambda exercise: exercise.id,
)
def test_a_mistake_is_a_short_program_of_its_own(exercise: Exercise) -> None:
    trees = [ast.unparse(ast.parse(mistake.source)) for mistake in exercise.mistakes]
    assert len(set(trees)) == len(trees)
    assert ast.unparse(ast.parse(exercise.solution_source)) not in trees
