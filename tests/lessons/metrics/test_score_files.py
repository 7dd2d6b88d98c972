import json
import math
import random
import struct
import subprocess
import sys
import time
import warnings
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from sklearn.metrics import confusion_matrix as sklearn_confusion
from sklearn.metrics import f1_score, jaccard_score

from lessons.metrics.__main__ import main
from lessons.metrics.boundary import per_class_boundary_iou
from lessons.metrics.files import read_mask
from lessons.metrics.score import score_masks
from tests.lessons.strategies import PREDICTION, TRUTH, blobs

ROOT = Path(__file__).parents[3]


def saved(path: Path, mask: object, mode: str | None = None) -> str:
    values = np.asarray(mask)
    if path.suffix == ".npy":
        np.save(path, values)
    elif mode == "P":
        image = Image.fromarray(values.astype(np.uint8))
        image.putpalette([step % 256 for step in range(768)])
        image.save(path)
    else:
        Image.fromarray(values).save(path)
    return str(path)


def scored(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    assert main(["score", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["score", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert (
        captured.err.startswith("error: ") and captured.err.endswith(".\n") and captured.err.count("\n") == 1
    )
    return captured.err


@pytest.fixture
def worked(tmp_path: Path) -> list[str]:
    return [
        saved(tmp_path / "p.npy", np.array(PREDICTION, np.uint8)),
        saved(tmp_path / "t.npy", np.array(TRUTH, np.uint8)),
    ]


def test_worked_pair(capsys: pytest.CaptureFixture[str], worked: list[str]):
    score = scored(capsys, *worked)
    assert list(score) == ["confusion", "pixel_accuracy", "per_class", "miou", "boundary_miou"]
    assert score["confusion"] == [[8, 1], [1, 6]]
    assert score["pixel_accuracy"] == 0.875
    assert score["per_class"] == [
        {"id": 0, "iou": 0.8, "dice": 16 / 18, "boundary_iou": 0.8, "present": True},
        {"id": 1, "iou": 0.75, "dice": 12 / 14, "boundary_iou": 0.75, "present": True},
    ]
    assert score["miou"] == score["boundary_miou"] == pytest.approx(0.775, abs=1e-15)


def test_an_absent_class_is_null_and_in_no_mean(capsys: pytest.CaptureFixture[str], worked: list[str]):
    score = scored(capsys, *worked, "--classes", "3")
    assert score["per_class"][2] == {
        "id": 2,
        "iou": None,
        "dice": None,
        "boundary_iou": None,
        "present": False,
    }
    assert score["miou"] == pytest.approx(0.775, abs=1e-15)


def test_the_table_names_every_class_and_mean(capsys: pytest.CaptureFixture[str], worked: list[str]):
    assert main(["score", *worked, "--classes", "4"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines] == [
        ["class", "IoU", "Dice", "boundary", "IoU"],
        ["0", "0.8000", "0.8889", "0.8000"],
        ["1", "0.7500", "0.8571", "0.7500"],
        ["mean", "0.7750", "0.7750"],
        ["In", "neither", "mask,", "so", "in", "no", "mean:", "2,", "3."],
        ["Pixel", "accuracy:", "0.8750"],
    ]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("ignore", [None, 255])
def test_agrees_with_scikit_learn(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, seed: int, ignore: int | None
):
    prediction, truth = blobs(seed, 90, 160, 7, noise=0.05)
    prediction[prediction == 3], truth[truth == 3] = 2, 2
    if ignore is not None:
        truth[:10] = truth[40:50, 20:60] = ignore
    arguments = [saved(tmp_path / "p.png", prediction), saved(tmp_path / "t.png", truth), "--classes", "7"]
    score = scored(capsys, *arguments, *([] if ignore is None else ["--ignore", str(ignore)]))
    valid = truth != 255
    both: dict[str, Any] = {"y_true": truth[valid], "y_pred": prediction[valid]}
    here = np.union1d(*both.values())
    assert 3 not in here
    assert score["confusion"] == sklearn_confusion(**both, labels=range(7)).tolist()
    rows = [row for row in score["per_class"] if row["present"]]
    assert [row["id"] for row in rows] == here.tolist()
    expected = jaccard_score(**both | {"labels": here, "average": None})
    assert [row["iou"] for row in rows] == pytest.approx(expected, abs=1e-9)
    expected = f1_score(**both | {"labels": here, "average": None})
    assert [row["dice"] for row in rows] == pytest.approx(expected, abs=1e-9)
    assert score["miou"] == pytest.approx(jaccard_score(**both, labels=here, average="macro"), abs=1e-9)
    boundaries = per_class_boundary_iou(prediction, truth, 7, 4, ignore)  # 0.02 * 183.6 = 3.7
    assert [row["boundary_iou"] for row in rows] == [value for value in boundaries if not math.isnan(value)]
    assert score["boundary_miou"] == pytest.approx(np.nanmean(boundaries), abs=1e-12)


@pytest.mark.parametrize(
    ("name", "values", "mode"),
    [
        ("indexed.png", np.array(PREDICTION, np.uint8), "P"),
        ("grey.png", np.array(PREDICTION, np.uint8), None),
        ("grey16.png", np.array(PREDICTION, np.uint16), None),
        ("one_bit.png", np.array(PREDICTION, bool), None),
        ("bytes.npy", np.array(PREDICTION, np.uint8), None),
        ("long.npy", np.array(PREDICTION, np.int64), None),
        ("big_endian.npy", np.array(PREDICTION, ">i4"), None),
        ("columns_first.npy", np.asfortranarray(np.array(PREDICTION, np.int32)), None),
        ("truth_values.npy", np.array(PREDICTION, bool), None),
        ("CAPITALS.PNG", np.array(PREDICTION, np.uint8), None),
    ],
)
def test_every_kind_of_file_gives_the_same_score(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    worked: list[str],
    name: str,
    values: NDArray,
    mode: str | None,
):
    file = saved(tmp_path / name, values, mode)
    assert scored(capsys, file, worked[1]) == scored(capsys, *worked)


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_ids_in_a_png_of_few_bits_are_not_stretched(tmp_path: Path, bits: int):
    mask = np.arange(8 * 6).reshape(6, 8) % 2**bits
    indexed = Image.fromarray(mask.astype(np.uint8))
    indexed.putpalette([step % 256 for step in range(768)])
    indexed.save(tmp_path / "indexed.png", bits=bits)
    assert read_mask(tmp_path / "indexed.png").tolist() == mask.tolist()
    # Pillow cannot write grey of 2 or 4 bits.
    (tmp_path / "grey.png").write_bytes(grey_png(mask, bits))
    assert read_mask(tmp_path / "grey.png").tolist() == mask.tolist()


def grey_png(mask: NDArray, bits: int) -> bytes:
    """A grey PNG of 1, 2 or 4 bits a pixel, written chunk by chunk (PNG specification, section 5)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    height, width = mask.shape
    planes = (mask[:, :, None] >> np.arange(bits - 1, -1, -1)) & 1
    rows = np.packbits(planes.reshape(height, width * bits).astype(np.uint8), axis=1)
    lines = b"".join(b"\0" + row.tobytes() for row in rows)
    header = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def test_classes_are_inferred_from_the_largest_id_that_counts(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    prediction = saved(tmp_path / "p.npy", [[0, 1, 9, 255]])
    truth = saved(tmp_path / "t.npy", [[0, 2, 255, 255]])
    score = scored(capsys, prediction, truth, "--ignore", "255")
    assert score["confusion"] == [[1, 0, 0], [0, 0, 0], [0, 1, 0]]
    assert scored(capsys, prediction, truth)["confusion"][255][255] == 1


def test_an_id_255_that_was_not_ignored_is_pointed_out(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    file = saved(tmp_path / "t.npy", [[0, 255]])
    assert main(["score", file, file, "--json"]) == 0
    assert "add --ignore 255" in capsys.readouterr().err
    assert main(["score", file, file, "--json", "--ignore", "255"]) == 0
    assert capsys.readouterr().err == ""


def test_the_prediction_may_not_ignore_what_the_truth_labels(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    prediction, truth = saved(tmp_path / "p.npy", [[0, 255, 255]]), saved(tmp_path / "t.npy", [[0, 255, 1]])
    message = refused(capsys, prediction, truth, "--ignore", "255")
    assert "prediction has the ignored id 255 at row 0, column 2" in message
    assert "give a class to every pixel that counts" in message


def test_a_class_can_be_ignored_too(capsys: pytest.CaptureFixture[str], worked: list[str]):
    score = scored(capsys, *worked, "--ignore", "0")
    # Of the 7 pixels that are truly class 1, 6 are found and 1 is called background.
    assert score["confusion"] == [[0, 0], [1, 6]]
    assert score["per_class"][0]["present"] is False
    assert score["miou"] == score["per_class"][1]["iou"] == 6 / 7


def test_nothing_to_count_is_null_not_an_error(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    prediction = saved(tmp_path / "p.npy", [[1, 0]])
    truth = saved(tmp_path / "t.npy", [[255, 255]])
    score = scored(capsys, prediction, truth, "--ignore", "255", "--classes", "2")
    assert score["pixel_accuracy"] is score["miou"] is score["boundary_miou"] is None
    assert scored(capsys, prediction, truth, "--ignore", "255")["confusion"] == [[0]]
    assert main(["score", prediction, truth, "--ignore", "255"]) == 0
    assert "Pixel accuracy: none" in capsys.readouterr().out


def bad_file(path: Path) -> str:
    """A file that cannot be a mask, of the kind its name tells."""
    match path.stem:
        case "colour":
            Image.fromarray(np.zeros((4, 4, 3), np.uint8)).save(path)
        case "grey_with_alpha":
            Image.new("LA", (4, 4)).save(path)
        case "not_a_png" | "not_an_array" | "text":
            path.write_text("a mask, honest")
        case "empty":
            path.touch()
        case "cut_short":
            saved(path, np.random.default_rng(0).integers(0, 2, (400, 400)).astype(np.uint8))
            path.write_bytes(path.read_bytes()[:-900])
        case "pickled":
            np.save(path, np.array([[{}]], dtype=object), allow_pickle=True)
        case "archive":
            with path.open("wb") as file:
                np.savez(file, mask=np.zeros((4, 4), int))
        case "floats":
            np.save(path, np.zeros((4, 4), np.float32))
        case "complex":
            np.save(path, np.zeros((4, 4), complex))
        case "scores":
            np.save(path, np.zeros((3, 4, 4), int))
        case "wide":
            np.save(path, np.zeros((4, 5), np.uint8))
        case "folder":
            path.mkdir()
        case "seven":
            np.save(path, np.full((4, 4), 7))
        case "negative":
            np.save(path, np.full((4, 4), -1))
        case "instances":
            np.save(path, np.full((4, 4), 26_001))
    return str(path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "colour.png",
            "is a colour picture (RGB), which does not say which class a colour is; save the class",
        ),
        ("grey_with_alpha.png", "is a colour picture (LA)"),
        ("not_a_png.png", "cannot be read: it is damaged, or not what its name says."),
        ("empty.png", "cannot be read: it is damaged"),
        ("cut_short.png", "cannot be read: it is damaged"),
        ("folder.png", "folder.png cannot be read: "),
        ("missing.png", "There is no file"),
        ("missing.npy", "There is no file"),
        ("not_an_array.npy", "is not an array of numbers as numpy.save writes it"),
        ("empty.npy", "is not an array of numbers"),
        ("pickled.npy", "is not an array of numbers"),
        ("archive.npy", "is not an array of numbers"),
        ("text.txt", "is neither .png nor .npy"),
        ("floats.npy", "holds float32 values; a mask holds whole class ids"),
        ("complex.npy", "holds complex128 values"),
        ("scores.npy", "has 3 dimensions"),
        ("wide.npy", "give two masks of the same picture"),
        ("seven.npy", "has id 7 at row 0, column 0 (counted from 0); give ids from 0 to 2"),
        ("negative.npy", "has id -1 at row 0, column 0"),
    ],
)
@pytest.mark.parametrize("place", ["prediction", "truth"])
def test_every_unusable_file_gets_one_clear_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, worked: list[str], name: str, message: str, place: str
):
    bad = bad_file(tmp_path / name)
    files = [bad, worked[1]] if place == "prediction" else [worked[0], bad]
    assert message in refused(capsys, *files, "--classes", "3")


def test_ids_that_are_no_classes_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, worked: list[str]
):
    instances = bad_file(tmp_path / "instances.npy")
    assert "26002 classes, and at most 1024" in refused(capsys, instances, worked[1])
    assert "at most 1024" in refused(capsys, *worked, "--classes", "1025")
    assert "There are 0 classes; give at least 1" in refused(capsys, *worked, "--classes", "0")


def test_the_shapes_are_checked_before_the_classes_are_counted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, worked: list[str]
):
    wide = bad_file(tmp_path / "wide.npy")
    assert "4 × 5" in refused(capsys, wide, worked[1], "--ignore", "255")


@pytest.mark.parametrize("name", ["mask.png", "mask.npy"])
def test_a_damaged_file_is_refused_or_read_never_a_crash(tmp_path: Path, name: str):
    path = tmp_path / name
    saved(path, blobs(0, 40, 40, 4)[1], "P")
    whole, chance = path.read_bytes(), random.Random(0)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            damaged[chance.randrange(min(len(damaged), 160))] = chance.randrange(256)
        path.write_bytes(damaged[: chance.randint(len(damaged) // 2, len(damaged) * 2)])
        try:
            with warnings.catch_warnings(action="ignore"):
                read_mask(path)
            outcomes["read"] += 1
        except ValueError:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 0


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lessons.metrics", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_as_a_process_it_scores(worked: list[str]):
    done = run("score", *worked, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["miou"] == pytest.approx(0.775, abs=1e-15)


def test_as_a_process_it_refuses(worked: list[str]):
    done = run("score", worked[0], "nowhere.png")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: There is no file nowhere.png; check its name.\n"
    assert run("score", worked[0]).returncode == 2
    assert run().returncode == 2


@pytest.mark.timed
@pytest.mark.parametrize("noise", [0.0, 1.0], ids=["street", "noise"])
def test_a_whole_score_takes_no_multiple_of_a_bare_confusion_matrix(noise: float):
    prediction, truth = blobs(5, 1024, 2048, 19, noise)
    n = 19

    def bare() -> NDArray:
        return np.bincount(n * truth.astype(np.int64).ravel() + prediction.ravel(), minlength=n * n)

    def ours() -> NDArray:
        return score_masks(prediction, truth, n).confusion

    assert np.array_equal(bare().reshape(n, n), ours())
    # The bench holds it to 1.5 on a machine of its own; beside other tests, 3 is what only a slower method exceeds.
    best = {bare: math.inf, ours: math.inf}
    for attempt in range(60):
        for function in best:
            start = time.perf_counter()
            function()
            best[function] = min(best[function], time.perf_counter() - start)
        if attempt >= 10 and best[ours] <= 3 * best[bare]:
            break
    assert best[ours] <= 3 * best[bare]
