"""Programs that differ from a given one by one slip: another operator, or a constant, bound or index one off."""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

ROUNDS = 200_000
"""Rounds of all loops, in all calls together, that a program may take: more than twice what any solution needs."""

SWAPS = {
    # A comparison becomes those that mostly agree with it; `==` and `!=` their opposite too.
    "<": ("<=", "!="),
    "<=": ("<", "=="),
    ">": (">=", "!="),
    ">=": (">", "=="),
    "==": ("!=", "<=", ">="),
    "!=": ("==", "<", ">"),
    "+": ("-",),
    "-": ("+",),
    "*": ("/", "//"),
    "/": ("*", "//"),
    "//": ("/", "*"),
    "%": ("//",),
    "**": ("*",),
    "+=": ("-=", "="),
    "-=": ("+=", "="),
    "and": ("or",),
    "or": ("and",),
    "not": ("",),
    "in": ("not in",),
    "min": ("max",),
    "max": ("min",),
    "any": ("all",),
    "all": ("any",),
    "continue": ("break",),
    "break": ("continue",),
}

Change = tuple[int, int, int, str]
"""The number of a line, from 1; where in it a piece starts and ends; and the text that takes the piece's place."""


@dataclass(frozen=True)
class Mutant:
    """A changed program: the number of the one changed line, that line before and after, and the whole program."""

    number: int
    line: str
    mutant: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every program with one slip in it that compiles, each once, from the top of the program to its end."""
    lines = source.splitlines()
    seen = {source}
    for number, start, end, text in sorted([*_swaps(source), *_shifts(source)]):
        line = lines[number - 1]
        changed = line[:start] + text + line[end:]
        program = "\n".join([*lines[: number - 1], changed, *lines[number:], ""])
        if program not in seen and _compiles(program):
            yield Mutant(number, line.strip(), changed.strip(), program)
        seen.add(program)


def bounded(source: str) -> str:
    """The same program, but one that raises an IndexError where its loops would go on after `ROUNDS` rounds."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.While):
            node.body[:0] = ast.parse("_rounds.pop()").body
    return f"_rounds = bytearray({ROUNDS})\n{ast.unparse(tree)}\n"


def _swaps(source: str) -> Iterator[Change]:
    """Each operator and name of `SWAPS` exchanged, each whole number one more and one less."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        texts = SWAPS.get(token.string, ())
        if token.type == tokenize.NUMBER and token.string.isdigit():
            texts = (str(int(token.string) + 1), str(int(token.string) - 1))
        for text in texts:
            yield token.start[0], token.start[1], token.end[1], text


def _shifts(source: str) -> Iterator[Change]:
    """Each bound of a `range` or slice, and each index, one more and one less; each `range` from 1 instead of 0."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        shifted: list[ast.expr | None] = []
        match node:
            case ast.Call(func=ast.Name("range"), args=bounds):
                shifted = [*bounds]
                if len(bounds) == 1:
                    start = _column(lines, bounds[0].lineno, bounds[0].col_offset)
                    yield bounds[0].lineno, start, start, "1, "
            case ast.Subscript(slice=ast.Slice(lower=lower, upper=upper)):
                shifted = [lower, upper]
            case ast.Subscript(slice=index):
                shifted = [index]
        for expression in shifted:
            # A whole number has been changed as a token.
            if expression is not None and not isinstance(expression, ast.Constant):
                number, offset = expression.end_lineno, expression.end_col_offset
                assert number is not None and offset is not None
                end = _column(lines, number, offset)
                yield from ((number, end, end, text) for text in (" + 1", " - 1"))


def _column(lines: list[str], number: int, offset: int) -> int:
    """The place of a character in its line, from the bytes before it, which `ast` counts."""
    return len(lines[number - 1].encode()[:offset].decode())


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True
