"""The colours are the tokenizer's, and no character is lost between them."""

import io
import keyword
import tokenize
from pathlib import Path

import pytest

from app.components.linked_code.highlight import coloured_lines

SOURCES = sorted((Path(__file__).parents[3] / "lessons" / "models").glob("*.py"))


def kinds(source: str) -> dict[str, str]:
    return {text.strip(): kind for line in coloured_lines(source) for text, kind in line if kind}


def test_each_kind():
    assert kinds(
        '@once\nclass Net(Base):\n    def run(self, n=1.5):  # fast\n        return None, "a", n\n'
    ) == {
        "class": "keyword",
        "Net": "name",
        "def": "keyword",
        "run": "name",
        "1.5": "number",
        "# fast": "comment",
        "return": "keyword",
        "None": "number",
        '"a"': "string",
    }


def test_a_string_of_several_lines_is_a_string_on_each():
    lines = coloured_lines('def f():\n    """One\n\n    two"""\n    return f"{1}"\n')
    assert lines[1:4] == ((("    ", ""), ('"""One', "string")), (), (('    two"""', "string"),))
    assert lines[4][-1][1] == "string"


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
def test_nothing_is_lost_and_every_keyword_is_found(file: Path):
    source = file.read_text(encoding="utf-8")
    lines = coloured_lines(source)
    assert ["".join(text for text, _ in line) for line in lines] == source.splitlines()
    tokens = [token.string for token in tokenize.generate_tokens(io.StringIO(source).readline)]
    wanted = sum(keyword.iskeyword(token) and token not in ("True", "False", "None") for token in tokens)
    coloured = [text for line in lines for text, kind in line if kind == "keyword"]
    assert sum(len(text.split()) for text in coloured) == wanted


def test_what_is_not_python_is_refused():
    with pytest.raises(tokenize.TokenError):
        coloured_lines("(\n")
