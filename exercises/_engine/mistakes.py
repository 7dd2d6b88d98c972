"""The known mistakes of a `code` exercise: `mistakes.toml`, a table for each.

Most are the solution with a line or two written otherwise:

    [last_wins]
    message = "In a tie you let the later class win."

    [[last_wins.replace]]
    line = "        if pixel[index] > pixel[best]:"
    with = "        if pixel[index] >= pixel[best]:"

`line` is one line of `solution.py`, or several that follow each other, with their indentation; they stand there
exactly once. An empty `with` leaves them out. A mistake that goes another way altogether is a whole `program` instead.
"""

import ast
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from lessons.syntax import tree_of
from lessons.toml_files import TomlFile, TomlFileError


@dataclass(frozen=True)
class Mistake:
    """A known wrong solution and what a learner who wrote the same reads."""

    name: str
    message: str
    source: str = field(repr=False)


def mistakes(file: TomlFile, solution: str, function: str) -> tuple[Mistake, ...]:
    """The mistakes of one `mistakes.toml`, in the order of the file, made from the text of the solution.

    Raises:
        TomlFileError: the file is malformed, or does not fit the solution; the message names mistake and line.
    """
    return tuple(_mistake(file, name, solution, function) for name in file.tables)


def defines(tree: ast.Module, function: str) -> bool:
    """Whether a program defines this function at its top level."""
    return any(isinstance(node, ast.FunctionDef) and node.name == function for node in tree.body)


def _mistake(file: TomlFile, name: str, solution: str, function: str) -> Mistake:
    entry = file.tables[name]
    if not isinstance(entry, dict) or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise file.fault(f"{name} must be a table, named in small letters, digits and underscores", name)
    for key in entry:
        if key not in ("message", "replace", "program"):
            raise file.fault(f"{key} is not a known key of a mistake", name, key)
    message = entry.get("message")
    if not isinstance(message, str) or not message.strip():
        raise file.fault(f"the mistake {name} needs a message, which a learner sees", name, "message")
    if ("replace" in entry) == ("program" in entry):
        raise file.fault(f"the mistake {name} needs either lines to replace or a whole program", name)
    source = _program(file, name) if "program" in entry else _edited_solution(file, name, solution)
    place = (name, "program") if "program" in entry else (f"{name}.replace", "with")
    try:
        tree = tree_of(source)
    except SyntaxError as error:
        raise file.fault(
            f"the mistake {name} is not Python: {error.msg} in its line {error.lineno}", *place
        ) from None
    if not defines(tree, function):
        raise file.fault(f"the mistake {name} does not define {function}", *place)
    return Mistake(name, " ".join(message.split()), source)


def _program(file: TomlFile, name: str) -> str:
    program = file.tables[name]["program"]
    if not isinstance(program, str):
        raise file.fault(f"the program of the mistake {name} must be a text", name, "program")
    return program


def _edited_solution(file: TomlFile, name: str, solution: str) -> str:
    """The solution with the lines of one mistake in the place of its own."""
    replacements = file.tables[name]["replace"]
    if not isinstance(replacements, list) or not replacements:
        raise file.fault(
            f"write the lines that the mistake {name} replaces as [[{name}.replace]]", f"{name}.replace"
        )
    lines = solution.splitlines()
    edits = sorted(
        (_edit(file, name, number, entry, lines) for number, entry in enumerate(replacements, start=1)),
        key=lambda edit: edit.start,
        reverse=True,
    )
    for later, earlier in pairwise(edits):
        if earlier.end > later.start:
            raise file.fault(
                f"two replacements of the mistake {name} take the same line",
                f"{name}.replace",
                "line",
                later.number,
            )
    for edit in edits:
        lines[edit.start : edit.end] = edit.lines
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class _Edit:
    """The `number`-th replacement of a mistake: the solution's lines `start` to `end`, and what they become."""

    number: int
    start: int
    end: int
    lines: list[str]


def _edit(file: TomlFile, name: str, number: int, entry: Any, solution: list[str]) -> _Edit:
    def fault(problem: str, key: str = "line") -> TomlFileError:
        return file.fault(f"the mistake {name} {problem}", f"{name}.replace", key, number)

    if not isinstance(entry, dict) or set(entry) != {"line", "with"}:
        unknown = next((key for key in entry if key not in ("line", "with")), "")
        raise fault("needs line and with, and nothing else, in each of its replacements", unknown)
    if not all(isinstance(text, str) for text in entry.values()) or not entry["line"].strip():
        raise fault("needs texts for line and with")
    old, new = entry["line"].rstrip("\n").split("\n"), entry["with"].rstrip("\n").split("\n")
    places = [at for at in range(len(solution)) if solution[at : at + len(old)] == old]
    if len(places) != 1:
        how_often = "more than once; take a neighbouring line along" if places else "not at all"
        raise fault(f"replaces {old[0].strip()!r}, which solution.py has {how_often}")
    return _Edit(number, places[0], places[0] + len(old), new if entry["with"].strip() else [])
