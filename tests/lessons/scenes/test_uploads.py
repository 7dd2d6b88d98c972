import json
import random
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageOps

from lessons.scenes.picture_files import MOST_BYTES, PictureError
from lessons.scenes.uploads import fit, read_picture
from tests.lessons.scenes.pictures import BAD, SCENE, chunk, encoded, frames, png

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_used_gets_one_sentence_that_says_what_to_do(name: str) -> None:
    data, word = BAD[name]
    with pytest.raises(PictureError) as refused:
        read_picture(data)
    sentence = str(refused.value)
    assert word in sentence
    assert sentence.count(".") - sentence.count(".0 MB") == 1 and sentence.endswith(".")
    assert any(verb in sentence for verb in ("choose", "save", "make"))


def test_what_cannot_be_used_costs_no_memory(tmp_path: Path) -> None:
    for place, (data, _) in enumerate(BAD.values()):
        (tmp_path / f"{place:02d}").write_bytes(data)
    program = """
import json, resource, sys, warnings
from pathlib import Path
from lessons.scenes.uploads import PictureError, read_picture
warnings.simplefilter("error")
resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))  # should it fail, it fails alone
files = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
before, refused = peak(), 0
for data in files:
    try:
        read_picture(data)
    except PictureError:
        refused += 1
print(json.dumps({"refused": refused, "grew": peak() - before}))
"""
    pytest.importorskip("resource", reason="this system does not say how much memory a process took")
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    shown = json.loads(done.stdout)
    assert shown["refused"] == len(BAD)
    assert shown["grew"] < 12e6
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("kind", "options"), [("PNG", {}), ("WEBP", {"lossless": True}), ("JPEG", {"quality": 95})]
)
def test_pictures_are_read(kind: str, options: dict[str, Any]) -> None:
    picture = read_picture(encoded(Image.fromarray(SCENE), kind, **options))
    assert picture.dtype == np.uint8 and picture.shape == SCENE.shape
    difference = np.abs(picture.astype(int) - SCENE)
    assert difference.mean() < 6 if kind == "JPEG" else not difference.any()


def test_the_largest_picture_allowed_is_read() -> None:
    data = png(3000, 4000, 1, 0, bytes((1 + 375) * 4000))
    assert read_picture(data).shape == (4000, 3000, 3)
    noise = np.random.default_rng(0).integers(0, 256, (1400, 1400, 3)).astype(np.uint8)
    data = encoded(Image.fromarray(noise), "PNG", compress_level=0)
    assert MOST_BYTES * 0.97 < len(data) < MOST_BYTES
    assert np.array_equal(read_picture(data), noise)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_turned_upright(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "taken at home"
    data = encoded(Image.fromarray(SCENE), kind, exif=exif)
    with Image.open(BytesIO(data)) as image:
        expected = np.asarray(ImageOps.exif_transpose(image))
    picture = read_picture(data)
    assert np.array_equal(picture, expected)
    assert picture.shape == ((128, 96, 3) if orientation > 4 else (96, 128, 3))


@pytest.mark.parametrize("orientation", [0, 9, 70_000, -3])
def test_an_orientation_that_does_not_exist_is_passed_over(orientation: int) -> None:
    ifd = struct.pack("<HHHIiI", 1, 0x0112, 9, 1, orientation, 0)
    data = encoded(Image.fromarray(SCENE), "PNG")
    exif = chunk(b"eXIf", b"II*\0\x08\0\0\0" + ifd)
    assert np.array_equal(read_picture(data[:33] + exif + data[33:]), SCENE)


def test_what_is_transparent_becomes_white() -> None:
    clear = np.zeros((40, 50, 4), np.uint8)
    clear[:20] = (200, 10, 30, 255)
    clear[20:30] = (0, 0, 0, 128)
    for kind, options in (("PNG", {}), ("WEBP", {"lossless": True})):
        picture = read_picture(encoded(Image.fromarray(clear), kind, **options))
        assert (picture[:20] == (200, 10, 30)).all()
        assert (np.abs(picture[20:30].astype(int) - 127) <= 1).all()
        assert (picture[30:] == 255).all()


def test_transparent_grey_and_indexed_pictures() -> None:
    grey = Image.fromarray(np.dstack([np.full((40, 40), 80, np.uint8), np.eye(40, dtype=np.uint8) * 255]))
    picture = read_picture(encoded(grey, "PNG"))
    assert (picture[~np.eye(40, dtype=bool)] == 255).all() and (picture[np.eye(40, dtype=bool)] == 80).all()
    indexed = Image.fromarray(np.indices((40, 40)).sum(axis=0).astype(np.uint8) % 2)
    indexed.putpalette([255, 0, 0, 0, 0, 255])
    picture = read_picture(encoded(indexed, "PNG", transparency=1))
    assert picture[0, 0].tolist() == [255, 0, 0] and picture[0, 1].tolist() == [255, 255, 255]


def test_grey_black_and_white_and_print_colours() -> None:
    ramp = np.tile(np.arange(64, dtype=np.uint8) * 4, (40, 1))
    for kind, options in (("PNG", {}), ("WEBP", {"lossless": True})):
        picture = read_picture(encoded(Image.fromarray(ramp), kind, **options))
        assert np.array_equal(picture, np.dstack([ramp] * 3))
    dots = np.random.default_rng(1).random((40, 40)) > 0.5
    assert np.array_equal(read_picture(encoded(Image.fromarray(dots), "PNG"))[:, :, 1] == 255, dots)
    red = read_picture(encoded(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG"))
    assert red.shape == (40, 40, 3)
    assert np.abs(red.astype(int) - (255, 0, 0)).max() < 6


def test_sixteen_bits_keep_their_upper_eight() -> None:
    values = np.linspace(0, 65_535, 40 * 50).astype(np.uint16).reshape(40, 50)
    picture = read_picture(encoded(Image.fromarray(values), "PNG"))
    assert np.array_equal(picture, np.dstack([values >> 8] * 3))
    colours = np.dstack([values, values[::-1], values[:, ::-1]])
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in colours)
    assert np.array_equal(read_picture(png(50, 40, 16, 2, rows)), colours >> 8)


def test_text_in_a_picture_does_no_harm() -> None:
    data = encoded(Image.fromarray(SCENE), "PNG")
    bomb = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(10**7))) + chunk(b"iCCP", b"a\0\0" + b"not packed")
    assert np.array_equal(read_picture(data[:33] + bomb * 9 + data[33:]), SCENE)


def test_a_phone_picture_with_a_second_picture_inside_shows_the_first() -> None:
    first, second, _ = frames()
    picture = read_picture(encoded(first, "MPO", save_all=True, append_images=[second]))
    assert np.abs(picture.astype(int) - SCENE).mean() < 12


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_damaged_bytes_never_raise_anything_else(kind: str) -> None:
    chance = random.Random(kind)
    exif = Image.Exif()
    exif[0x0112] = 6
    whole = encoded(Image.fromarray(SCENE[:40, :40]), kind, exif=exif)
    refused = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        try:
            picture = read_picture(bytes(data))
        except PictureError:
            refused += 1
        else:
            assert picture.dtype == np.uint8 and picture.ndim == 3 and picture.shape[2] == 3
    assert refused > 30


def test_pillow_is_left_as_it_was() -> None:
    limit = Image.MAX_IMAGE_PIXELS
    for data, _ in BAD.values():
        with pytest.raises(PictureError):
            read_picture(data)
    assert limit == Image.MAX_IMAGE_PIXELS


def area_means(picture: NDArray[np.uint8], step: int) -> NDArray[np.float64]:
    height, width, _ = picture.shape
    return picture.reshape(height // step, step, width // step, step, 3).mean(axis=(1, 3))


def test_fit_takes_the_mean_of_each_area() -> None:
    fitted = fit(SCENE, 32)
    assert fitted.shape == (24, 32, 3) and fitted.dtype == np.uint8
    assert np.abs(fitted - area_means(SCENE, 4)).max() <= 1


@pytest.mark.parametrize(
    ("shape", "size", "expected"),
    [
        ((500, 741), 256, (172, 256)),
        ((741, 500), 256, (256, 172)),
        ((8, 900), 64, (1, 64)),
        ((40, 60), 64, (40, 60)),
    ],
)
def test_fit_keeps_the_shape(shape: tuple[int, int], size: int, expected: tuple[int, int]) -> None:
    assert fit(np.zeros((*shape, 3), np.uint8), size).shape[:2] == expected
