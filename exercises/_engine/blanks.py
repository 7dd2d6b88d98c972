"""Finds the blanks `___` that a learner has still to fill."""

import io
import re
import tokenize

BLANK = "___"
_WORD = re.compile(rf"(?<!\w){BLANK}(?!\w)")


def blanks(source: str) -> tuple[tuple[int, int], ...]:
    """The (line, column) of every `___` in code, 1-based; those in strings and comments do not count."""
    if BLANK not in source:
        return ()
    places: list[tuple[int, int]] = []
    covered = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            covered = token.end[0]
            if token.type == tokenize.NAME and token.string == BLANK:
                places.append((token.start[0], token.start[1] + 1))
    except (tokenize.TokenError, SyntaxError):
        # The rest cannot be cut into tokens (an open bracket, a wrong indentation): look at it as text.
        for number, line in enumerate(source.splitlines(), start=1):
            if number > covered:
                places += [(number, match.start() + 1) for match in _WORD.finditer(line.partition("#")[0])]
    return tuple(places)
