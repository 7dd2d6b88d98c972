"""`python -m exercises`, as a user or another program calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import exercises.__main__ as command
from exercises._engine.catalogue import Exercise, catalogue
from exercises._engine.kinds import SPECIMENS

ROOT = Path(__file__).parents[2]
KEYS = ["exercise", "passed", "kind", "message", "line", "failing_case", "mistake", "ms"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "exercises", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_a_right_file_passes(argmax: Exercise, tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(argmax.solution_source)
    result = run("grade", argmax.id, str(path), "--seed", "5", "--json")
    assert (result.returncode, result.stderr) == (0, "")
    verdict = json.loads(result.stdout)
    assert list(verdict) == KEYS
    assert verdict["passed"] is True
    assert verdict["kind"] == "passed"


def test_a_wrong_file_fails(argmax: Exercise, tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(argmax.mistakes[0].source)
    result = run("grade", argmax.id, str(path), "--json")
    assert (result.returncode, result.stderr) == (1, "")
    verdict = json.loads(result.stdout)
    assert (verdict["passed"], verdict["kind"], verdict["mistake"]) == (
        False,
        "mistake",
        argmax.mistakes[0].name,
    )
    assert set(verdict["failing_case"]) == {"arguments", "expected", "got", "raised", "shrunk"}
    plain = run("grade", argmax.id, str(path))
    assert plain.returncode == 1
    assert argmax.mistakes[0].message in plain.stdout


def test_a_folder_of_answers_is_graded_a_line_each(argmax: Exercise, tmp_path: Path) -> None:
    """Whatever their verdicts are; what cannot be an answer is left out."""
    for name, text in {
        f"{argmax.id}/right.py": argmax.solution_source,
        f"{argmax.id}/wrong.py": argmax.mistakes[0].source,
        "iou_by_hand/number.txt": "-1",
        ".git/config": "not an answer",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    done = run("grade", "--all", str(tmp_path), "--seed", "5", "--json")
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "")
    assert [verdict["file"] for verdict in verdicts] == [
        f"{argmax.id}/right.py",
        f"{argmax.id}/wrong.py",
        "iou_by_hand/number.txt",
    ]
    assert [verdict["kind"] for verdict in verdicts] == ["passed", "mistake", "wrong"]
    plain = run("grade", "--all", str(tmp_path))
    assert f"{argmax.id}/right.py: passed: Right on all" in plain.stdout


@pytest.mark.parametrize("arguments", [(), ("argmax_per_pixel",), ("argmax_per_pixel", "a.py", "--all", ".")])
def test_grade_wants_a_file_or_a_folder(arguments: tuple[str, ...]) -> None:
    done = run("grade", *arguments)
    assert done.returncode == 2
    assert "name an ID and a FILE, or --all FOLDER" in done.stderr


def test_a_folder_without_answers_is_told(tmp_path: Path) -> None:
    done = run("grade", "--all", str(tmp_path))
    assert (done.returncode, done.stderr) == (
        2,
        f"{tmp_path} holds no answers: they stand in {tmp_path}/ID/NAME.py.\n",
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "There is no code yet"),
        (b"#" * 40_000, "longer than 32 kB"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        (b"x = '\x00'", "a character that is no text"),
        (None, "cannot be read"),
    ],
)
def test_an_unusable_file_is_said_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "mine.py"
    if content is not None:
        path.write_bytes(content)
    assert command.main(["grade", "argmax_per_pixel", str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    assert words in err
    assert err.count("\n") == 1
    verdict = json.loads(out)
    assert list(verdict) == KEYS
    assert (verdict["passed"], verdict["kind"]) == (False, "invalid")


def test_an_unknown_exercise_is_unusable(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert command.main(["grade", "no_such", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "There is no exercise 'no_such'. There are: annotator_dice, argmax_per_pixel" in err
    assert command.main(["check", "no_such"]) == 2


@pytest.mark.parametrize("kind", ["number", "choice", "mask"])
def test_the_other_kinds_are_graded_from_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    exercise = next(each for each in catalogue().values() if each.kind == kind)
    specimens = SPECIMENS[kind](exercise, 3)
    path = tmp_path / "answer.txt"
    for answer, code in ((specimens.right[0], 0), (specimens.wrong[0], 1)):
        path.write_text(json.dumps(answer))
        assert command.main(["grade", exercise.id, str(path), "--seed", "3"]) == code
    path.write_text("nonsense")
    assert command.main(["grade", exercise.id, str(path)]) == 2
    capsys.readouterr()


def test_check_proves_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["check", "argmax_per_pixel"]) == 0
    out = capsys.readouterr().out
    assert "argmax_per_pixel (code): holds" in out
    assert "1 exercises, 1 hold, 0 broken" in out


def test_check_fails_without_exercises(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "catalogue", dict)
    assert command.main(["check"]) == 1
    assert capsys.readouterr().err == "No exercise was found.\n"


def test_check_fails_on_a_broken_exercise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], small: Path
) -> None:
    monkeypatch.setattr(command, "catalogue", lambda: catalogue(small.parent))
    (small / "alternative.py").write_text("def largest(numbers):\n    return 0\n")
    assert command.main(["check"]) == 1
    out = capsys.readouterr().out
    assert "right answer 2 does not pass" in out
    assert "1 exercises, 0 hold, 1 broken" in out
