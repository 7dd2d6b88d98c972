"""The metrics page: its own files scored as the command line scores them, and the worked example as it is changed."""

import inspect
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from app import wiring
from app.views.metrics import own as metrics_own
from lessons.metrics import worked_example
from lessons.metrics.__main__ import as_table, score_files
from lessons.metrics.examples import TRAP_PREDICTION, TRAP_TRUTH
from lessons.metrics.score import score_pairs
from tests.views.visits import texts

CHANCE = np.random.default_rng(4)
TRUTHS = [CHANCE.integers(0, 3, size).astype(np.uint8) for size in ((24, 31), (12, 40))]
TRUTHS[0][:4] = 255
PREDICTIONS = [np.where(CHANCE.random(mask.shape) < 0.8, mask, 1).astype(np.uint8) for mask in TRUTHS]
PREDICTIONS[0][TRUTHS[0] == 255] = 2


def page(name: str) -> None:
    """One section of the page."""
    from app.ui.kit.lesson_text import LessonText
    from app.views.metrics import figures, own

    words = LessonText("metrics")
    own.own_files(words) if name == "own" else figures.worked_example_to_run(words)


def opened(name: str = "own") -> Any:
    test = AppTest.from_function(page, default_timeout=120, args=(name,)).run()
    assert not test.exception
    return test


def png(mask: np.ndarray) -> bytes:
    file = BytesIO()
    Image.fromarray(mask).save(file, "PNG")
    return file.getvalue()


def npy(mask: np.ndarray) -> bytes:
    file = BytesIO()
    np.save(file, mask)
    return file.getvalue()


def send(test: Any, side: int, name: str, data: bytes) -> None:
    """Choose a file for the prediction (0) or the truth (1)."""
    test.file_uploader[side].set_value((name, data, "application/octet-stream")).run()
    assert not test.exception


def table(test: Any, first: str) -> list[list[str]]:
    """The table whose first heading is this, without its heading."""
    body = next(each.proto.body for each in test.get("html") if f'aria-label="{first}"' in each.proto.body)
    rows = re.findall(r"<tr>(.*?)</tr>", body.partition("<tbody>")[2])
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


@pytest.mark.parametrize("ignores", [True, False])
def test_a_pair_is_scored_as_the_command_line_scores_it(tmp_path: Path, ignores: bool) -> None:
    test = opened()
    assert "will stand here" in texts(test)
    send(test, 0, "pred.png", png(PREDICTIONS[0]))
    assert "Waiting for its truth: pred\\.png." in texts(test)
    send(test, 1, "true.npy", npy(TRUTHS[0]))
    assert "Waiting" not in texts(test) and not test.error
    if not ignores:
        test.checkbox[0].uncheck().run()
    (tmp_path / "pred.png").write_bytes(png(PREDICTIONS[0]))
    (tmp_path / "true.npy").write_bytes(npy(TRUTHS[0]))
    score = score_files(tmp_path / "pred.png", tmp_path / "true.npy", None, 255 if ignores else None)
    said = as_table(score).splitlines()
    assert [" ".join(row).split() for row in table(test, "class")] == [
        line.split() for line in said[1:] if not line.startswith(("In neither", "Pixel"))
    ]
    assert said[-1] in texts(test)
    assert all(line in texts(test) for line in said if line.startswith("In neither"))


def test_several_pairs_are_pooled_and_shown_alone() -> None:
    test = opened()
    for place in range(2):
        send(test, 0, f"p{place}.png", png(PREDICTIONS[place]))
    assert "Waiting for their truth: p0\\.png, p1\\.png." in texts(test)
    for place in range(2):
        send(test, 1, f"t{place}.png", png(TRUTHS[place]))
    pooled = score_pairs(zip(PREDICTIONS, TRUTHS, strict=True), 3, 255)
    assert table(test, "class")[-1] == ["mean", f"{pooled.miou:.4f}", "", f"{pooled.boundary_miou:.4f}"]
    alone = [score_pairs([pair], 3, 255) for pair in zip(PREDICTIONS, TRUTHS, strict=True)]
    rows = table(test, "Each picture alone")
    assert [row[:2] for row in rows] == [
        *([f"p{place}.png with t{place}.png", f"{each.miou:.4f}"] for place, each in enumerate(alone)),
        ["mean of the pictures", f"{np.mean([each.miou for each in alone]):.4f}"],
    ]
    test.button(key="metrics-own-again").click().run()
    assert "will stand here" in texts(test) and not test.get("html")


BAD = {
    "a picture in colour": ("x.png", png(np.zeros((4, 4, 3), np.uint8)), "is a colour picture (RGB)"),
    "no mask": ("x.npy", b"nonsense", "is not an array of numbers"),
    "damaged": ("x.png", png(TRUTHS[0])[:80], "x.png cannot be read"),
    "floats": ("x.npy", npy(np.ones((24, 31))), "holds float64 values"),
    "another size": (
        "x.png",
        png(TRUTHS[1]),
        "The prediction is 24 × 31 pixels (height × width) and the truth 12 × 40",
    ),
    "too many pixels": (
        "x.png",
        png(np.zeros((2049, 2048), np.uint8)),
        "has 4,196,352 pixels, and 4,194,304 are the most",
    ),
    "three dimensions": ("x.npy", npy(np.zeros((2, 4, 4), np.uint8)), "has 3 dimensions; a mask has two"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_gets_one_sentence_and_what_was_there_stays(kind: str) -> None:
    name, data, said = BAD[kind]
    test = opened()
    send(test, 0, "pred.png", png(PREDICTIONS[0]))
    send(test, 1, name, data)
    (error,) = test.error
    plain = error.value.replace("\\", "")
    assert said in plain and plain.endswith(".")
    assert "Waiting for its truth: pred\\.png." in texts(test)
    send(test, 1, "true.png", png(TRUTHS[0]))
    assert not test.error and table(test, "class")[-1][0] == "mean"


def test_what_cannot_be_scored_is_said_and_can_be_scored_the_other_way() -> None:
    test = opened()
    prediction = PREDICTIONS[0].copy()
    prediction[-1, -1] = 255
    send(test, 0, "pred.png", png(prediction))
    send(test, 1, "true.png", png(TRUTHS[0]))
    assert "has the ignored id 255" in test.warning[0].value
    test.checkbox[0].uncheck().run()
    assert not test.warning and table(test, "class")[-2][0] == "255"


def test_no_more_pairs_and_no_more_bytes_than_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics_own, "_MOST_PAIRS", 1)
    monkeypatch.setattr(metrics_own, "_MOST_BYTES", 4_000)
    test = opened()
    send(test, 0, "large.npy", npy(np.zeros((64, 64), np.uint8)))
    assert "would make 0\\.0 MB of files" in test.error[0].value or "MB are the most" in test.error[0].value
    send(test, 0, "pred.png", png(PREDICTIONS[0]))
    assert not test.error
    send(test, 0, "more.png", png(PREDICTIONS[1]))
    assert "There are 1 pairs, and no more are taken; start again" in test.error[0].value.replace("\\", "")


def test_a_name_that_is_markdown_stays_a_name() -> None:
    test = opened()
    send(test, 0, "![x](http://x/y.png).png", png(PREDICTIONS[0]))
    assert "Waiting for its truth: \\!\\[x\\]\\(http\\:\\/\\/x\\/y\\.png\\)\\.png." in texts(test)


def test_the_trap_is_as_its_question_says() -> None:
    prediction, truth = np.array(TRAP_PREDICTION), np.array(TRAP_TRUTH)
    assert (prediction == truth).mean() > 0.95 and not (prediction == 2).any() and (truth == 2).any()


@pytest.fixture
def python() -> None:
    """The Python that runs programs, ready."""
    assert wiring.grader().problem() == ""


@pytest.mark.usefixtures("python")
def test_the_worked_example_shows_what_it_returns() -> None:
    test = opened("worked")
    assert table(test, "Score") == [["IoU", "0.750"], ["Dice", "0.857"]]
    assert any("IoU = 6 / 8, Dice = 2 * 6 / (7 + 7)" in each.value for each in test.code)


def edited(program: str) -> None:
    """The worked example after its program was changed."""
    from app.ui.exercise.playground import show_result_of
    from app.views.metrics.figures import _draw_scores

    show_result_of(program, "scores", _draw_scores)


@pytest.mark.usefixtures("python")
def test_a_changed_example_shows_what_it_returns_and_says_what_is_wrong() -> None:
    source = inspect.getsource(worked_example)
    painted = source.replace("[0, 0, 1, 1]", "[0, 1, 1, 1]")
    test = AppTest.from_function(edited, default_timeout=120, args=(painted,)).run()
    assert table(test, "Score") == [["IoU", f"{7 / 8:.3f}"], ["Dice", f"{14 / 15:.3f}"]]
    other = AppTest.from_function(
        edited, default_timeout=120, args=(source.replace("iou, dice]", "iou]"),)
    ).run()
    assert not other.get("html") and "0.75" in other.code[0].value and not other.exception
    empty = AppTest.from_function(
        edited, default_timeout=120, args=(re.sub(r"1(?=[,\]])", "0", source),)
    ).run()
    assert "divided by zero" in empty.warning[0].value
