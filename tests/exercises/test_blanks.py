"""Blanks are found in code, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises._engine.blanks import blanks


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = ___", ((1, 5),)),
        ("if ___ > ___:\n    pass", ((1, 4), (1, 10))),
        ("x = 1\ny = [___ for ___ in x]", ((2, 6), (2, 14))),
        ("x = '___'", ()),
        ("x = 1  # ___", ()),
        ('"""\n___\n"""', ()),
        ("x = ____", ()),
        ("x = a___", ()),
        ("x = __name__", ()),
        ("", ()),
        # What cannot be cut into tokens still has its blanks.
        ("x = (___\ny = ___", ((1, 6), (2, 5))),
        ("def f():\n        x = 1\n   y = ___", ((3, 8),)),
        ("x = '___\ny = ___", ((1, 6), (2, 5))),
        ("x = $\ny = ___", ((2, 5),)),
    ],
)
def test_blanks_are_pointed_at(source: str, expected: tuple[tuple[int, int], ...]) -> None:
    assert blanks(source) == expected


@given(st.text(alphabet="_ab'\"#()[]:\n \t\\=", max_size=60))
def test_any_text_has_blanks_inside_it_or_none(source: str) -> None:
    lines = source.split("\n")
    for line, column in blanks(source):
        assert lines[line - 1][column - 1 :].startswith("___")
