"""Segmenting files: masks of the input's size in the palette's colours, and one sentence for each bad file."""

import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

from lessons.metrics.files import read_mask
from lessons.metrics.masks import as_mask
from lessons.models import model
from lessons.models.serving.networks import LoadedNetwork
from lessons.models.serving.segment import segment, segment_files, stretched_argmax
from lessons.palette import styles_for
from lessons.scenes import street_scene

NAMES = model("tiny_unet").class_names
CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def network() -> LoadedNetwork:
    samples = np.stack([street_scene(seed, 64).image for seed in (9000, 9001)])
    return LoadedNetwork(model("tiny_unet").build(8, seed=2).eval(), CPU, samples)


def picture(height: int, width: int, seed: int = 0) -> NDArray[np.uint8]:
    scene = Image.fromarray(street_scene(seed).image)
    return np.asarray(scene.resize((width, height), Image.Resampling.BILINEAR))


def run(network: LoadedNetwork, out: Path, *paths: Path) -> int:
    out.mkdir(exist_ok=True)
    return segment_files(paths, network, NAMES, out, 256)


@pytest.mark.parametrize("size", [(128, 128), (97, 131), (400, 620), (32, 250)])
def test_the_mask_has_the_size_of_the_picture(network: LoadedNetwork, size: tuple[int, int]):
    mask = segment(network, picture(*size), longest=256)
    assert mask.shape == size and mask.dtype == np.uint8 and mask.max() < 8


def test_a_picture_that_fits_is_segmented_as_it_is(network: LoadedNetwork):
    image = picture(96, 128)
    expected = network.logits(image).argmax(dim=1)[0].numpy()
    np.testing.assert_array_equal(segment(network, image, longest=128), expected)


def test_stretching_class_by_class_is_stretching_all_at_once():
    logits = torch.randn(1, 8, 13, 17)
    whole = torch.nn.functional.interpolate(logits, size=(40, 90), mode="bilinear").argmax(dim=1)[0]
    np.testing.assert_array_equal(stretched_argmax(logits, 40, 90), whole.numpy())


def test_each_picture_gets_a_mask_and_an_overlay(
    network: LoadedNetwork, tmp_path: Path, capsys: pytest.CaptureFixture
):
    image = picture(100, 150)
    for kind in ("png", "jpg", "webp"):
        Image.fromarray(image).save(tmp_path / f"street {kind}.{kind}")
    paths = sorted(tmp_path.glob("street*"))
    assert run(network, tmp_path / "out", *paths) == 0
    out = sorted(each.name for each in (tmp_path / "out").iterdir())
    assert out == sorted(
        f"street {kind}_{part}.png" for kind in ("png", "jpg", "webp") for part in ("mask", "overlay")
    )
    mask = as_mask(read_mask(tmp_path / "out" / "street png_mask.png"))
    np.testing.assert_array_equal(mask, segment(network, image, 256))
    with Image.open(tmp_path / "out" / "street png_mask.png") as saved:
        assert saved.mode == "P" and saved.size == (150, 100)
        colours = np.asarray(saved.convert("RGB"))
    expected = np.array([list(bytes.fromhex(style.colour[1:])) for style in styles_for(NAMES)])
    np.testing.assert_array_equal(colours, expected[mask])
    overlay = np.asarray(Image.open(tmp_path / "out" / "street png_overlay.png")).astype(int)
    assert np.abs(overlay - (image.astype(int) + colours) / 2).max() <= 1
    assert "3/3" in capsys.readouterr().err


def png_header(width: int, height: int) -> bytes:
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def bad_file(path: Path) -> Path:
    whole = path.with_suffix(".jpeg")
    match path.stem:
        case "text":
            path.write_text("a picture, honest")
        case "empty":
            path.touch()
        case "folder":
            path.mkdir()
        case "cut":
            Image.fromarray(picture(200, 200)).save(whole)
            path.write_bytes(whole.read_bytes()[:2000])
        case "thin":
            Image.new("RGB", (60_000, 1)).save(path)
        case "huge":
            path.write_bytes(png_header(20_000, 10_000))
        case "moving":
            frames = [Image.fromarray(picture(64, 64, seed)) for seed in (0, 1)]
            frames[0].save(path, save_all=True, append_images=frames[1:])
        case "heavy":
            with path.open("wb") as file:
                file.truncate(10**11)
    return path


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("text.png", "not a PNG, JPEG or WebP"),
        ("empty.png", "not a PNG, JPEG or WebP"),
        ("missing.png", "no such file; check its name"),
        ("folder.png", "cannot be read"),
        ("cut.jpg", "damaged or cut off"),
        ("thin.png", "60000 × 1 pixels"),
        ("huge.png", "20000 × 10000 pixels"),
        ("moving.webp", "moves"),
        ("moving.gif", "not a PNG, JPEG or WebP"),
        ("heavy.png", "100000.0 MB"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_the_others_go_on(
    network: LoadedNetwork, tmp_path: Path, capsys: pytest.CaptureFixture, name: str, words: str
):
    bad, good = bad_file(tmp_path / name), tmp_path / "good.png"
    Image.fromarray(picture(64, 64)).save(good)
    assert run(network, tmp_path / "out", bad, good) == 1
    errors = [line for line in capsys.readouterr().err.replace("\r", "\n").splitlines() if "error:" in line]
    assert len(errors) == 1 and errors[0].startswith(f"error: {bad}: ") and words in errors[0]
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["good_mask.png", "good_overlay.png"]


def test_nothing_in_the_batch_is_overwritten(
    network: LoadedNetwork, tmp_path: Path, capsys: pytest.CaptureFixture
):
    first, same = tmp_path / "a.png", tmp_path / "a.jpg"
    result_like = tmp_path / "b_mask.png"
    for path in (first, same, tmp_path / "b.png", result_like):
        Image.fromarray(picture(64, 64)).save(path)
    before = result_like.read_bytes()
    assert run(network, tmp_path, first, same, tmp_path / "b.png", result_like) == 2
    assert result_like.read_bytes() == before
    errors = [line for line in capsys.readouterr().err.replace("\r", "\n").splitlines() if "error:" in line]
    assert [str(same) in errors[0], "would overwrite" in errors[0], "b_mask.png" in errors[1]] == [True] * 3
    assert (tmp_path / "b_mask_mask.png").exists() and (tmp_path / "a_mask.png").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="every folder can be written to here")
def test_results_that_cannot_be_written_get_a_sentence(
    network: LoadedNetwork, tmp_path: Path, capsys: pytest.CaptureFixture
):
    Image.fromarray(picture(64, 64)).save(tmp_path / "a.png")
    (tmp_path / "out").mkdir(mode=0o500)
    assert run(network, tmp_path / "out", tmp_path / "a.png") == 1
    assert "cannot be read or its results written: Permission denied" in capsys.readouterr().err
