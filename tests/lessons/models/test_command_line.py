"""`python -m lessons.models`: list, segment, train, and a sentence and exit code 2 for what cannot be used."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from lessons.models import INSTANCE_MODELS, MODELS, PROMPT_MODELS
from lessons.models.__main__ import main
from lessons.scenes import street_scene

ROOT = Path(__file__).parents[3]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "street.png"
    Image.fromarray(street_scene(3).image).save(path)
    return path


@pytest.fixture
def tiny_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command reads the small, untrained weights of the fixture."""
    for name in ("load", "manifest"):
        function = getattr(__import__("lessons.models.weights", fromlist=[name]), name)
        monkeypatch.setattr(function, "__defaults__", (folder,))


def refused(capsys: pytest.CaptureFixture, *arguments: object) -> str:
    assert main([str(each) for each in arguments]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and lines[0].startswith("error: ")
    return lines[0]


@pytest.mark.usefixtures("tiny_only")
def test_list_shows_every_model_and_its_scores(capsys: pytest.CaptureFixture):
    assert main(["list"]) == 0
    semantic, instance, prompts = capsys.readouterr().out.split("\n\n")
    heading, *rows = semantic.splitlines()
    assert heading.split()[:2] == ["name", "title"] and "boundary IoU" in heading
    assert [row.split()[0] for row in rows] == [each.name for each in MODELS]
    assert "11,912" in rows[0] and "0.500" in rows[0] and "0.250" in rows[0]
    assert rows[1].split()[-4:] == ["–"] * 4
    heading, *rows = instance.splitlines()
    assert heading.endswith("matched IoU  recall")
    assert [row.split()[0] for row in rows] == [each.name for each in INSTANCE_MODELS]
    heading, *rows = prompts.splitlines()
    assert heading.endswith("IoU, 1 click  4 clicks")
    assert [row.split()[0] for row in rows] == [each.name for each in PROMPT_MODELS]


@pytest.mark.usefixtures("tiny_only")
def test_segment_writes_beside_each_other_and_tells_what_failed(
    capsys: pytest.CaptureFixture, picture: Path, tmp_path: Path
):
    out = tmp_path / "a" / "b"
    arguments = ["segment", str(picture), "--model", "tiny_unet", "--out", str(out), "--device", "cpu"]
    assert main(arguments) == 0
    assert sorted(each.name for each in out.iterdir()) == ["street_mask.png", "street_overlay.png"]
    assert main([*arguments[:2], str(tmp_path / "no.png"), *arguments[2:]]) == 2
    assert "no.png: There is no such file" in capsys.readouterr().err


@pytest.mark.usefixtures("tiny_only")
def test_segment_refuses_what_it_cannot_use(capsys: pytest.CaptureFixture, picture: Path, tmp_path: Path):
    tail = ["--out", tmp_path / "out"]
    assert "unet has no trained weights here" in refused(capsys, "segment", picture, "--model", "unet", *tail)
    assert "'abacus' is unknown" in refused(capsys, "segment", picture, "--device", "abacus", *tail)
    assert "cannot be written to" in refused(
        capsys, "segment", picture, "--model", "tiny_unet", "--out", picture / "out"
    )


def test_train_refuses_what_it_cannot_use(
    capsys: pytest.CaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("PIXELWISE_NUCLEI", raising=False)
    assert "BBBC038" in refused(capsys, "train", "unet_nuclei", "--work", tmp_path)
    (tmp_path / "unet.checkpoint").write_text("not one")
    assert "cannot be read; delete" in refused(capsys, "train", "unet", "--work", tmp_path)
    assert "'abacus' is unknown" in refused(capsys, "train", "unet", "--device", "abacus")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["paint"],
        ["segment"],
        ["segment", "a.png"],
        ["segment", "a.png", "--out", "o", "--model", "vnet"],
        ["segment", "a.png", "--out", "o", "--longest", "0"],
        ["train"],
        ["train", "vnet"],
        ["train", "unet", "--steps", "0"],
        ["train", "unet", "--steps", "-3"],
        ["train", "unet", "--minutes", "nan"],
        ["train", "unet", "--minutes", "-1"],
        ["train", "unet", "--steps", "5", "--minutes", "5"],
        ["train", "unet", "--threads", "0"],
    ],
)
def test_unusable_arguments_end_with_two(arguments: list[str], capsys: pytest.CaptureFixture):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "error: " in capsys.readouterr().err


@pytest.mark.usefixtures("tiny_only", "form_given")
def test_train_trains_and_prints_the_scores(
    capsys: pytest.CaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("lessons.models.pictures.HELD_OUT", range(4))
    monkeypatch.setattr("lessons.models.pictures.WATCHED", range(9000, 9002))
    options = ["--steps", "3", "--pool", "6", "--work", tmp_path, "--weights", tmp_path / "w", "--threads", 1]
    assert main(["train", "tiny_unet", *map(str, options), "--device", "cpu"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("tiny_unet: mIoU 0.") and "on 4 held-out pictures" in said.out
    assert said.out.splitlines()[1].split() == ["per", "class", "IoU", "per", "picture", "IoU"]
    assert [line.split()[0] for line in said.out.splitlines()[2:]] == list(MODELS[0].class_names)
    assert "drawing scenes" in said.err and "loss=" in said.err and "mIoU=" in said.err
    assert (tmp_path / "w" / "tiny_unet.safetensors").exists()
    assert main(["train", "tiny_unet", "--further", *map(str, options), "--device", "cpu"]) == 0
    assert '"further_from"' in (tmp_path / "w" / "manifest.json").read_text()


def test_as_a_process_it_lists_without_waiting_for_torch():
    command = [sys.executable, "-X", "importtime", "-m", "lessons.models", "list"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert listed.returncode == 0 and "U-Net without skips" in listed.stdout
    imported = {line.split("|")[-1].strip() for line in listed.stderr.splitlines()}
    assert "json" in imported and "torch" not in imported
