"""A lesson, an exercise and a model, added to a copy of the project as its documents say."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parent.parent
_FENCE = re.compile(r"^( *)```\w*\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


def blocks(document: str, heading: str) -> list[str]:
    """The blocks of code below one heading of a document, in order."""
    text = (ROOT / document).read_text(encoding="utf-8")
    section = re.split(r"^## ", text.partition(f"\n## {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    return [dedent(body) for _, body in _FENCE.findall(section)]


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def change(file: Path, *changes: tuple[str, str]) -> None:
    """Replace each first text, which is there exactly once, by the second."""
    text = file.read_text(encoding="utf-8")
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


def copy_folder(root: Path, command: str) -> Path:
    """Do what `cp` or `cp -r` would, on any system; where the copy is."""
    source, target = (root / path for path in command.split()[-2:])
    (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)
    return target


def run(root: Path, *arguments: str) -> str:
    """What a module prints in the copy; it has to succeed."""
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stdout
    return result.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project without what is large, with the lesson, the exercise and the model of the documents."""
    root = tmp_path_factory.mktemp("project")
    unneeded = shutil.ignore_patterns("__pycache__", "node_modules", "bench", "browser", "adversarial")
    for folder in ("app", "lessons", "exercises", "tests", ".streamlit"):
        shutil.copytree(ROOT / folder, root / folder, ignore=unneeded)
    shutil.copyfile(ROOT / "pyproject.toml", root / "pyproject.toml")
    shutil.copytree(ROOT / "assets", root / "assets")

    exercise = copy_folder(root, blocks("exercises/README.md", "Add one")[0])
    change(exercise / "exercise.toml", ('title = "', 'title = "Again: '))

    entry, text, page, line = blocks("CONTRIBUTING.md", "Add a lesson")
    write(root / "lessons/edges/__init__.py", entry)
    write(root / "lessons/edges/text.md", text)
    write(root / "app/views/edges/page.py", page)
    change(
        root / "lessons/__init__.py",
        ("from lessons import argmax,", "from lessons import argmax, edges,"),
        ("    metrics.LESSON,\n", f"    metrics.LESSON,\n    {line}"),
    )

    command, entry = blocks("CONTRIBUTING.md", "Add a model")
    architecture = copy_folder(root, command)
    source = architecture.read_text(encoding="utf-8")
    architecture.write_text(source.replace("class TinyUNet(", "class NarrowUNet("), encoding="utf-8")
    change(root / "lessons/models/__init__.py", ('data="nuclei"),\n', f'data="nuclei"),\n{entry}'))
    change(
        root / "lessons/models/fitting/recipes.py",
        ('    "tiny_unet": ', '    "narrow_unet": _SCENES,\n    "tiny_unet": '),
    )
    return root


def test_the_exercise_proves_itself(copy: Path) -> None:
    command = blocks("exercises/README.md", "Add one")[1].split()
    assert "1 exercises, 1 hold, 0 broken" in run(copy, *command[2:])


def test_the_suite_takes_all_three_in(copy: Path) -> None:
    """Every test that goes over lessons, exercises or models passes in the copy, and meets the new ones."""
    files = (
        "tests/test_layers.py",
        "tests/test_project.py",
        "tests/exercises/test_every_exercise.py",
        "tests/lessons/models/test_models.py",
        "tests/lessons/practice/test_choose.py",
        "tests/lessons/upsampling/test_costs.py",
        "tests/views/test_pages.py",
    )
    names = (
        *("edges", "error_rate", "narrow_unet", "house_keeps", "course", "catalogue", "every_lesson"),
        *("models_the_lessons_need", "place_in_the_library", "forgotten", "double_that_way"),
    )
    printed = run(copy, "pytest", "-v", "-n0", "-p", "no:cacheprovider", "-k", " or ".join(names), *files)
    passing_lines = [line for line in printed.splitlines() if line.endswith("PASSED") or " PASSED " in line]
    for name, least in {"edges": 3, "error_rate": 1, "narrow_unet": 10}.items():
        assert sum(name in line for line in passing_lines) >= least, printed
