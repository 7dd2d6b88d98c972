"""Every lesson's questions are well formed and asked by its page; a fault is named with its file and line."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from lessons import COURSE
from lessons.questions import question, questions
from lessons.toml_files import TomlFileError, read

ROOT = Path(__file__).parents[2]
SLUGS = [lesson.slug for lesson in COURSE]
GOOD = """# A comment, and a table that is none: [second]

[first]
text = \"\"\"
How many classes
[second]
win?\"\"\"
answer = "One"

[first.options]
"One" = "The largest score wins."
"Two" = "Two cannot both be the largest."

[second]
text = "Which is slower?"
answer = "{slower}"

[second.options]
"Unet" = "Measured here: {ms} ms."
"Fcn" = "Measured here: {ms} ms."
"""


def written(folder: Path, text: str) -> Path:
    (folder / "made_up").mkdir(exist_ok=True)
    (folder / "made_up" / "questions.toml").write_text(text, encoding="utf-8")
    return folder


def texts_of(slug: str, views: Path) -> Iterator[str]:
    """Every text that a page's code holds."""
    for path in sorted((views / slug).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def predictions_of(slug: str, views: Path) -> Iterator[tuple[str, str]]:
    """The place and the key of each `predict("key")` in a page's code."""
    for path in sorted((views / slug).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "predict":
                key = node.args[0]
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield f"{path.relative_to(views)}:{node.lineno}", key.value


def disagreements(slug: str, views: Path, root: Path) -> list[str]:
    """Where a page's code and its lesson's questions do not agree, a sentence each."""
    asked, known = set(texts_of(slug, views)), questions(slug, root)
    file = root / slug / "questions.toml"
    unasked = [
        f"{file.relative_to(root)}, line {read(file).line(name)}: no page asks the question {name}."
        for name, each in known.items()
        if each.key not in asked
    ]
    keys = {each.key for each in known.values()}
    missing = [
        f"{place}: {file.relative_to(root)} has no question for {key}."
        for place, key in predictions_of(slug, views)
        if key not in keys
    ]
    return unasked + missing


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_asks_each_question_of_its_lesson_and_no_other(slug: str) -> None:
    assert disagreements(slug, ROOT / "app" / "views", ROOT / "lessons") == []


def test_no_question_was_lost() -> None:
    assert sum(len(questions(slug)) for slug in SLUGS) >= 39


def test_a_page_and_questions_that_disagree_are_named(tmp_path: Path) -> None:
    root = written(tmp_path, GOOD)
    view = tmp_path / "views" / "made_up" / "page.py"
    view.parent.mkdir(parents=True)
    view.write_text('predict("made_up-first")\n\npredict("made_up-third")\n', encoding="utf-8")
    assert disagreements("made_up", tmp_path / "views", root) == [
        f"{Path('made_up/questions.toml')}, line 14: no page asks the question second.",
        f"{Path('made_up/page.py')}:3: {Path('made_up/questions.toml')} has no question for made_up-third.",
    ]


def test_a_file_becomes_questions_in_its_order(tmp_path: Path) -> None:
    first, second = questions("made_up", written(tmp_path, GOOD)).values()
    assert (first.key, first.text) == ("made_up-first", "How many classes [second] win?")
    assert (first.options, first.answer) == (("One", "Two"), "One")
    assert first.reasons == {"One": "The largest score wins.", "Two": "Two cannot both be the largest."}
    filled = second.filled(slower="Fcn", ms=3)
    assert (filled.answer, filled.key) == ("Fcn", "made_up-second")
    assert filled.reasons["Unet"] == "Measured here: 3 ms."
    with pytest.raises(ValueError, match=r"The answer 'Sam' of the question made_up-second is none"):
        second.filled(slower="Sam", ms=3)
    with pytest.raises(KeyError, match="ms"):
        second.filled(slower="Fcn")


def test_a_lesson_without_a_file_has_no_questions(tmp_path: Path) -> None:
    assert questions("made_up", tmp_path) == {}


def test_a_key_that_no_file_has_is_named_with_the_file() -> None:
    with pytest.raises(KeyError, match=r"lessons/argmax/questions\.toml has no question \[nothing\]"):
        question("argmax-nothing")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        (
            'answer = "One"',
            'because = "One"',
            8,
            "because is not a known key; there are text, answer, options",
        ),
        ('answer = "One"', "", 3, "the question first has no answer"),
        ('answer = "One"', 'answer = "Three"', 8, "the answer 'Three' is none of the options"),
        (
            '"Two" = "Two cannot both be the largest."',
            "",
            3,
            "options must be a table [first.options] of two",
        ),
        ('text = "Which is slower?"', "text = 3", 15, "text must be a text"),
        ('"The largest score wins."', '" "', 11, "the option 'One' needs a reason, a text"),
        ('"The largest score wins."', "2", 11, "the option 'One' needs a reason, a text"),
        (
            '"Unet" = "Measured here: {ms}',
            '"Unet" = "Measured here: {ms',
            19,
            "the reason of 'Unet' has a single brace",
        ),
        ('"{slower}"', '"{slower"', 16, "answer has a single brace"),
        ("slower?", "slower, {a} or {b}?", 15, "text has a brace, and is asked before anything is computed"),
        ('"Fcn"', '"{name}"', 20, "the option '{name}' has a brace"),
        ('"Two" =', '"One" =', 1, "is not valid TOML"),
        ("# A comment", 'second = "x"\n#', 1, "is not valid TOML"),
        ("# A comment", "third = 3\n#", 1, "third must be a question, a table [third]"),
    ],
)
def test_a_fault_is_named_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, problem: str
) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(TomlFileError) as caught:
        questions("made_up", written(tmp_path, GOOD.replace(old, new)))
    message = str(caught.value)
    assert problem in message and "\n" not in message
    assert "questions.toml" in message
    if problem != "is not valid TOML":
        assert f"questions.toml, line {line}: " in message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[first]\ntext = \n", "at line 2"),
        ("[first]\na = 1\na = 2\n", "at line 3"),
        ("[first]\na = 1\n\n[first]\n", "at line 4"),
        ('[first]\na = """\n\nfor ever', "at line 4"),
    ],
)
def test_what_is_no_toml_is_named_with_its_line(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(TomlFileError, match=r"questions\.toml is not valid TOML") as caught:
        questions("made_up", written(tmp_path, text))
    assert place in str(caught.value)


def test_what_is_no_text_is_named(tmp_path: Path) -> None:
    (written(tmp_path, GOOD) / "made_up" / "questions.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TomlFileError, match=r"questions\.toml is not UTF-8 text"):
        questions("made_up", tmp_path)


def test_lines_are_found_for_repeated_and_absent_places(tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text("[a]\nx = 1\n[[a.b]]\ny = 1\n[[ a.b ]]\nz = 2\ny = 2\n", encoding="utf-8")
    file = read(path)
    assert [file.line("a"), file.line("a", "x"), file.line("a", "y")] == [1, 2, 1]
    assert [file.line("a.b", "y", number) for number in (1, 2)] == [4, 7]
    assert file.line("nowhere") == file.line("a.b", number=3) == 1
