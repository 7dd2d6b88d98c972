import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lessons.metrics.files import read_mask
from lessons.palette import styles_for
from lessons.scenes import CLASS_NAMES, street_scene
from lessons.scenes.__main__ import main

ROOT = Path(__file__).parents[3]


def test_scenes_are_written_and_read_back(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "scenes"
    command = [sys.executable, "-m", "lessons.scenes", "make", "--seed", "7", "--count", "3", "--size", "96"]
    done = subprocess.run(
        [*command, "--out", str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "" and "3/3" in done.stderr
    names = {f"{place:04d}_{part}.png" for place in range(3) for part in ("image", "mask", "instances")}
    assert {path.name for path in folder.iterdir()} == names
    for place in range(3):
        scene = street_scene(7 + place, 96)
        with Image.open(folder / f"{place:04d}_image.png") as image:
            assert image.mode == "RGB" and np.array_equal(np.asarray(image), scene.image)
        with Image.open(folder / f"{place:04d}_instances.png") as instances:
            assert instances.mode == "I;16" and np.array_equal(np.asarray(instances), scene.instance_ids)
        assert np.array_equal(read_mask(folder / f"{place:04d}_mask.png"), scene.mask)


def test_a_mask_looks_as_it_does_in_the_course(tmp_path: Path) -> None:
    assert main(["make", "--seed", "5", "--out", str(tmp_path)]) == 0
    colours = [bytes.fromhex(style.colour[1:]) for style in styles_for(CLASS_NAMES)]
    mask = street_scene(5).mask
    with Image.open(tmp_path / "0000_mask.png") as image:
        shown = np.asarray(image.convert("RGB"))
    assert np.array_equal(shown, np.array([list(colour) for colour in colours])[mask])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["make"], "--out"),
        (["make", "--out", "x", "--size", "63"], "64 to 256"),
        (["make", "--out", "x", "--size", "1e2"], "64 to 256"),
        (["make", "--out", "x", "--count", "0"], "--count"),
        (["make", "--out", "x", "--seed", "-1"], "--seed"),
        (["make", "--out", "x", "--seed", "9" * 5000], "--seed"),
        (["make", "--out", "x", "--seed", "٣"], "--seed"),
        (["paint"], "paint"),
        ([], "make"),
    ],
)
def test_bad_arguments_get_one_sentence(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    shown = capsys.readouterr()
    assert stopped.value.code == 2
    assert shown.out == "" and shown.err.count("\n") == 1
    assert shown.err.startswith("error: ") and words in shown.err


def test_a_folder_that_cannot_be_made_gets_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert main(["make", "--out", str(tmp_path / "file")]) == 2
    assert main(["make", "--out", str(tmp_path / "file" / "below")]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2 and all(line.startswith("error: ") and str(tmp_path) in line for line in lines)
