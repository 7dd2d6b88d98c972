"""The colours of Python source, from Python's own tokenizer."""

import io
import keyword
import tokenize
from functools import cache
from itertools import groupby

Piece = tuple[str, str]
"""Some characters of one line, and their kind: "keyword", "string", "comment", "number", "name" or ""."""

_CONSTANTS = {"True", "False", "None"}


@cache
def coloured_lines(source: str) -> tuple[tuple[Piece, ...], ...]:
    """The lines of some Python, each cut into pieces of one kind; joined again they are the line.

    "name" is what a `def` or `class` defines; True, False and None count as numbers.

    Raises:
        tokenize.TokenError: this is not Python.
    """
    lines = source.splitlines()
    kinds = [[""] * len(line) for line in lines]
    before = ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        (top, left), (bottom, right) = token.start, token.end
        if kind := _kind(token, before):
            for row in range(top, bottom + 1):
                start = left if row == top else 0
                end = right if row == bottom else len(lines[row - 1])
                kinds[row - 1][start:end] = [kind] * (end - start)
        before = token.string
    return tuple(_pieces(line, of_line) for line, of_line in zip(lines, kinds, strict=True))


def _kind(token: tokenize.TokenInfo, before: str) -> str:
    if token.type == tokenize.COMMENT:
        return "comment"
    # From Python 3.12 on an f-string is several tokens, each with STRING in its name.
    if "STRING" in tokenize.tok_name[token.type]:
        return "string"
    if token.type == tokenize.NUMBER or token.string in _CONSTANTS:
        return "number"
    if token.type != tokenize.NAME:
        return ""
    if keyword.iskeyword(token.string):
        return "keyword"
    return "name" if before in ("def", "class") else ""


def _pieces(line: str, kinds: list[str]) -> tuple[Piece, ...]:
    runs = groupby(range(len(line)), key=lambda place: kinds[place])
    return tuple(("".join(line[place] for place in run), kind) for kind, run in runs)
