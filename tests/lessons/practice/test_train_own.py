"""The script that learners take home: run as they run it, on picture and mask files."""

import os
import re
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from lessons.models.pictures import scene_pictures
from lessons.models.torchvision_operators import torchvision as torchvision
from lessons.scenes import CLASS_NAMES
from lessons.scenes.nuclei import NUCLEI_CLASS_NAMES, load_nuclei

# isort: split
from lessons.practice import train_own

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "lessons" / "practice" / "train_own.py"
# A torch for CPUs beside the usual torchvision cannot import the library; what the lesson does about that, and
# nothing else of the lesson, comes before the script.
RUN = (
    f"import sys; sys.path.insert(0, {str(ROOT)!r}); import lessons.models.torchvision_operators, runpy; "
    + ("sys.path.pop(0); sys.argv.pop(0); runpy.run_path(sys.argv[0], run_name='__main__')")
)
SMALL = (
    "--architecture",
    "Linknet",
    "--encoder",
    "resnet18",
    "--weights",
    "none",
    "--side",
    "64",
    "--batch",
    "4",
)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The script in a process of its own, with one thread, in `folder`."""
    return subprocess.run(
        [sys.executable, "-c", RUN, str(SCRIPT), *arguments],
        cwd=folder,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
    )


def given(folder: Path, classes: tuple[str, ...], **changed: Any) -> Namespace:
    """What the command line would give: the usual values, small, with these changes."""
    small = {
        "images": folder / "images",
        "masks": folder / "masks",
        "out": folder / "trained",
        "classes": classes,
    }
    small |= {"weights": "none", "encoder": "resnet18", "side": 64, "batch": 4, "any_way_up": False}
    return Namespace(**(train_own.DEFAULTS | small | changed))


def write(folder: Path, images: np.ndarray, masks: np.ndarray) -> None:
    for name in ("images", "masks"):
        (folder / name).mkdir(parents=True)
    for number, (image, mask) in enumerate(zip(images, masks, strict=True)):
        Image.fromarray(image).save(folder / "images" / f"{number}.png")
        Image.fromarray(mask.astype(np.uint8)).save(folder / "masks" / f"{number}.png")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """Folders of pictures and masks, and the names of the classes: nuclei where they are, streets elsewhere."""
    folder = tmp_path_factory.mktemp("own")
    if os.environ.get("PIXELWISE_NUCLEI"):
        some = load_nuclei().for_training()
        write(folder, some.images[:20, :90, :70], some.masks[:20, :90, :70])
        return folder, NUCLEI_CLASS_NAMES
    streets = scene_pictures(range(20), 96)
    write(folder, streets.images[:, :90, :70], streets.masks[:, :90, :70])
    return folder, CLASS_NAMES


def test_it_trains_reports_every_class_stops_and_goes_on(
    files: tuple[Path, tuple[str, ...]], capsys: pytest.CaptureFixture[str]
):
    folder, names = files
    arguments = ("images", "masks", "--classes", *names, *SMALL, "--any-way-up", "--rate", "3e-3")
    first = run(folder, *arguments, "--epochs", "2")
    assert first.returncode == 0, first.stderr
    told = re.findall(
        r"^epoch (\d+): mIoU ([\d.]+) on 4 unseen pictures \((.+)\)$", first.stdout, re.MULTILINE
    )
    assert [number for number, _, _ in told] == ["1", "2"]
    assert [each.rpartition(" ")[0] for each in told[0][2].split(", ")] == list(names)
    assert "epoch 2 of 2: 100%" in first.stderr, "there is a progress bar"

    kept = torch.load(folder / "trained" / "checkpoint.pt", weights_only=True)
    assert kept["epoch"] == 2 and kept["best"] == pytest.approx(
        max(float(miou) for _, miou, _ in told), abs=1e-3
    )
    best = torch.load(folder / "trained" / "best.pt", weights_only=True)
    assert best.keys() == kept["model"].keys()

    given_again = given(folder, names, architecture="Linknet", any_way_up=True, rate=3e-3, epochs=6)
    train_own.train(given_again)
    again = capsys.readouterr().out
    mious = [float(miou) for miou in re.findall(r"mIoU ([\d.]+)", first.stdout + again)]
    assert re.findall(r"^epoch (\d+):", again, re.MULTILINE) == ["3", "4", "5", "6"]
    assert max(mious[2:]) > mious[0], "it learns"

    with pytest.raises(
        SystemExit, match=r"checkpoint\.pt is of another network or of other classes; delete it"
    ):
        train_own.train(given(folder, (*names, "another")))


PICTURE, MASK = np.zeros((40, 40, 3), np.uint8), np.zeros((40, 40), np.uint8)


@pytest.mark.parametrize(
    ("masks", "told"),
    [
        ([MASK], "masks; give at least 2."),
        ([MASK, MASK[:30]], "is (30, 40) pixels high and wide, its picture (40, 40); make them equal."),
        ([MASK, MASK + 7], "holds class 7, but 2 classes end at 1; name all classes."),
        ([MASK, PICTURE], "has 3 channels; save it with one, which holds class ids."),
    ],
)
def test_files_that_cannot_be_used_get_one_sentence(tmp_path: Path, masks: list[np.ndarray], told: str):
    write(tmp_path, np.stack([PICTURE] * 3), np.stack([MASK] * 3))
    for file in (tmp_path / "masks").iterdir():
        file.unlink()
    for number, mask in enumerate(masks):
        Image.fromarray(mask).save(tmp_path / "masks" / f"{number}.png")
    with pytest.raises(SystemExit, match=re.escape(told)):
        train_own.find_pairs(tmp_path / "images", tmp_path / "masks", classes=2)


def test_a_network_that_does_not_exist_gets_one_sentence(files: tuple[Path, tuple[str, ...]]):
    folder, names = files
    with pytest.raises(SystemExit, match=r"(?s)Unet with no_such_encoder: .*try --weights none"):
        train_own.train(given(folder, names, encoder="no_such_encoder"))


def test_ignored_pixels_do_not_count(tmp_path: Path):
    """A network that says class 0 everywhere is right on the upper half, and the lower half does not count."""
    always_0 = torch.nn.Conv2d(3, 2, kernel_size=1)
    assert always_0.bias is not None
    with torch.no_grad():
        always_0.weight.zero_()
        always_0.bias.copy_(torch.tensor([1.0, 0.0]))
    for below, told in ((255, (1.0, np.nan)), (1, (0.5, 0.0))):
        masks = np.zeros((2, 40, 50), np.uint8)
        masks[:, 20:] = below
        folder = tmp_path / str(below)
        write(folder, np.zeros((2, 40, 50, 3), np.uint8), masks)
        pairs = train_own.find_pairs(folder / "images", folder / "masks", classes=2)
        assert train_own.per_class_iou(always_0, pairs, 2) == pytest.approx(told, nan_ok=True)


def test_a_crop_beyond_the_picture_holds_pixels_that_do_not_count(tmp_path: Path):
    write(tmp_path, np.full((2, 40, 50, 3), 90, np.uint8), np.ones((2, 40, 50), np.uint8))
    pairs = train_own.find_pairs(tmp_path / "images", tmp_path / "masks", classes=2)
    image, truth = train_own.Crops(pairs, side=64, any_way_up=True)[0]
    assert image.shape == (3, 64, 64) and image.dtype == torch.float32 and truth.shape == (64, 64)
    assert (truth == 1).sum() == 40 * 50 and (truth == 255).sum() == 64 * 64 - 40 * 50


def test_it_stands_alone():
    source = SCRIPT.read_text(encoding="utf-8")
    imported = set(re.findall(r"^(?:import|from) (\w+)", source, re.MULTILINE))
    assert imported - set(sys.stdlib_module_names) == {
        "numpy",
        "PIL",
        "segmentation_models_pytorch",
        "torch",
        "tqdm",
    }
