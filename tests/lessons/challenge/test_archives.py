import struct
import zipfile
import zlib
from io import BytesIO

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import example, given
from PIL import Image

from lessons.challenge import archives
from lessons.challenge.archives import Archive, ArchiveError
from lessons.challenge.pictures import from_archive, read_masks
from tests.lessons.challenge.packing import packed_zip, png

MASK = np.arange(32 * 40).reshape(32, 40).astype(np.uint8) % 3
NAMES, SIZES = ("001", "002"), ((32, 40), (32, 40))
GOOD = {"001.png": png(MASK), "002.png": png(MASK.T.copy().T)}


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width: int, height: int) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))


SIGNATURE = b"\x89PNG\r\n\x1a\n"
BOMB = (
    SIGNATURE + header(60_000, 60_000) + chunk(b"IDAT", zlib.compress(bytes(1_000_000))) + chunk(b"IEND", b"")
)
TWO_HEADERS = BOMB.replace(SIGNATURE, SIGNATURE + header(40, 32), 1)
NO_HEADER_FIRST = SIGNATURE + chunk(b"tEXt", struct.pack(">II", 40, 32)) + BOMB[8:]


def read(files: dict[str, bytes], classes: int = 3) -> list[np.ndarray]:
    return read_masks(packed_zip(files), NAMES, SIZES, classes)


@pytest.mark.parametrize(
    "files",
    [
        GOOD,
        {f"results/{name}": data for name, data in GOOD.items()},
        {
            "001_mask.png": GOOD["001.png"],
            "001_overlay.png": b"of no interest",
            "002_mask.png": GOOD["002.png"],
        },
        GOOD | {"__MACOSX/._001.png": b"x", ".DS_Store": b"x", "a/Thumbs.db": b"x", "empty/": b""},
        {f"windows\\{name}": data for name, data in GOOD.items()},
        {"001.png": png(MASK, "P"), "002.png": png(MASK.astype(np.uint16))},
    ],
)
def test_masks_are_found_as_people_pack_them(files: dict[str, bytes]) -> None:
    assert all(np.array_equal(mask, MASK) and mask.dtype == np.uint8 for mask in read(files))


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_grey_of_few_bits_holds_ids(bits: int) -> None:
    """Pillow stretches 2 and 4 bits to 255; the ids are those that were saved."""
    ids = MASK[:, :40] % 2
    packed_rows = np.packbits(np.unpackbits(ids[..., None], axis=2)[..., 8 - bits :].reshape(32, -1), axis=1)
    rows = b"".join(b"\0" + row.tobytes() for row in packed_rows)
    grey = chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 32, bits, 0, 0, 0, 0))
    data = SIGNATURE + grey + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    assert np.array_equal(read({"001.png": data, "002.png": data}, 2)[0], ids)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"002.png": None}, "002.png has no mask in the zip; add one for every picture (1 of 2 are missing)"),
        ({"b/001.png": png(MASK)}, "001.png and 001.png are both for 001.png; leave one out"),
        ({"003.png": png(MASK)}, "003.png is called as none of the pictures"),
        ({"../../etc/passwd": b"x"}, "passwd is called as none of the pictures"),
        ({"001.png": png(MASK[:-2])}, "001.png is 30 × 40 pixels (height × width), its picture 32 × 40"),
        ({"001.png": png(MASK * 255)}, "001.png has the id 254"),
        ({"001.png": png((MASK > 0).astype(np.uint8) * 255)}, "001.png holds 0 and 255"),
        ({"001.png": png(np.dstack([MASK] * 3))}, "001.png is a colour picture (RGB)"),
        ({"001.png": png(MASK.astype(np.uint16) * 1000)}, "001.png has the id 1000"),
        ({"001.png": b"not a picture"}, "001.png cannot be read"),
        ({"001.png": png(MASK)[:-30]}, "001.png cannot be read"),
        ({"001.png": BOMB}, "001.png has 3,600,000,000 pixels"),
        ({"001.png": TWO_HEADERS}, "001.png cannot be read"),
        ({"001.png": NO_HEADER_FIRST}, "001.png cannot be read"),
        ({"001.png": bytes(7_000_000)}, "001.png unpacks to more than 6.0 MB"),
        ({"001.jpg": b"x", "001.png": None}, "001.jpg is no PNG, which changes ids; save masks as PNG"),
        ({"001.npy": b"x", "001.png": None}, "001.npy is no PNG; save masks as PNG"),
    ],
)
def test_a_wrong_file_is_named_in_one_sentence(change: dict[str, bytes | None], told: str) -> None:
    files = {name: data for name, data in (GOOD | change).items() if data is not None}
    with pytest.raises(ArchiveError) as refused:
        read(files)
    assert told in str(refused.value)


def test_zips_that_are_none_or_unusual_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    good = packed_zip(GOOD)
    locked = bytearray(packed_zip(GOOD, zipfile.ZIP_STORED))
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        locked[locked.find(sign) + at] |= 1
    for data, told in (
        (b"", "no zip"),
        (png(MASK), "no zip"),
        (good[:-10], "no zip"),
        (good[100:], "damaged"),
        (bytes(6_000_001), "6.0 MB; at most 6 MB"),
        (packed_zip({f"{n}.png": b"" for n in range(401)}), "401 files, and 400"),
        (packed_zip(GOOD, zipfile.ZIP_LZMA), "001.png is packed in an unusual way"),
        (bytes(locked), "001.png is locked with a password"),
    ):
        with pytest.raises(ArchiveError) as refused:
            read_masks(data, NAMES, SIZES, 3)
        assert told in str(refused.value)
    monkeypatch.setattr(archives, "MOST_UNPACKED", len(GOOD["001.png"]) + 2_000)
    with pytest.raises(ArchiveError, match=r"002\.png unpacks to more than"):
        read({"001.png": png(MASK) + bytes(1_900), "002.png": png(MASK) + bytes(1_900)})


def test_a_list_that_lies_about_its_length_is_not_read() -> None:
    """`zipfile` makes an object for each line of the list, however many files the end says there are."""
    data = bytearray(packed_zip({f"{n:05}" * 4: b"" for n in range(20_000)}))
    data[-14:-10] = struct.pack("<HH", 3, 3)
    assert len(zipfile.ZipFile(BytesIO(bytes(data))).infolist()) == 20_000
    with pytest.raises(ArchiveError, match="Leave out"):
        Archive(bytes(data))


@given(st.binary(max_size=600))
@example(packed_zip({"001.png": BOMB, "002.png": BOMB}))
def test_any_bytes_are_masks_or_one_sentence(data: bytes) -> None:
    with pytest.raises(ArchiveError) as refused:
        read_masks(data, NAMES, SIZES, 3)
    assert one_sentence(str(refused.value))


@given(st.data())
def test_a_damaged_zip_is_masks_or_one_sentence(data: st.DataObject) -> None:
    damaged = bytearray(packed_zip(GOOD))
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        masks = read_masks(bytes(damaged), NAMES, SIZES, 3)
    except ArchiveError as refused:
        assert one_sentence(str(refused))
    else:
        assert [mask.shape for mask in masks] == list(SIZES) and max(mask.max() for mask in masks) < 3


@given(st.data())
def test_a_damaged_png_in_a_sound_zip_is_a_mask_or_one_sentence(data: st.DataObject) -> None:
    damaged = bytearray(GOOD["001.png"])
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert read(GOOD | {"001.png": bytes(damaged)})[0].shape == (32, 40)
    except ArchiveError as refused:
        assert one_sentence(str(refused)) and "001.png" in str(refused)


def one_sentence(text: str) -> bool:
    """A sentence on what is wrong, and perhaps one on what to do; no traceback and no line end."""
    return 10 < len(text) < 400 and "\n" not in text and text.endswith((".", ")"))


PICTURE = np.random.default_rng(0).integers(0, 255, (32, 40, 3), np.uint8)


def own(count: int = 4) -> dict[str, bytes]:
    numbers = range(count)
    return {f"set/images/{each}.png": png(PICTURE) for each in numbers} | {
        f"set/masks/{each}.png": png(MASK) for each in numbers
    }


def test_an_instructors_pictures_are_read_with_their_masks() -> None:
    void = MASK.copy()
    void[0] = 255
    turned = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(PICTURE).save(turned, "JPEG", exif=exif)
    files = own() | {
        "set/images/4.jpg": turned.getvalue(),
        "set/masks/4.png": png(void[:, :32].repeat(2, 0)[:40]),
    }
    found = from_archive(packed_zip(files), ("background", "cell", "rim"))
    assert found.names == ("0", "1", "2", "3", "4") and found.class_names[1] == "cell"
    assert np.array_equal(found.pictures[0], PICTURE) and np.array_equal(found.truths[0], MASK)
    assert found.pictures[4].shape == (40, 32, 3) and found.truths[4][0, 0] == 255


@pytest.mark.parametrize(
    ("files", "classes", "told"),
    [
        (own(3), 3, "4 to 40 pictures; this would have 3"),
        (
            own() | {"set/notes.txt": b"x"},
            3,
            "notes.txt is in neither the folder pictures nor the folder masks",
        ),
        (own() | {"set/masks/9.png": png(MASK)}, 3, "9.png has no picture of its name"),
        (own() | {"set/images/9.png": png(PICTURE)}, 3, "9 has no mask"),
        (own() | {"set/images/0.jpg": png(PICTURE)}, 3, "is there twice in the folder pictures"),
        (own() | {"set/masks/0.png": png(MASK[:, :-1])}, 3, "0.png is 32 × 39 pixels"),
        (own() | {"set/images/0.png": png(PICTURE)[:-40]}, 3, "0.png: The picture is damaged"),
        (
            own() | {"set/images/0.png": png(np.zeros((600, 600, 3), np.uint8))},
            3,
            "0.png has 600 × 600 pixels",
        ),
        (own(), 2, "has the id 2; class ids here go from 0 to 1"),
        (own(), 1, "Name 2 to 32 classes"),
        (
            {
                name: png((MASK > 1) * np.uint8(255)) if "masks" in name else data
                for name, data in own().items()
            },
            2,
            "not black (0) and white (255)",
        ),
    ],
)
def test_what_is_wrong_with_an_instructors_zip_is_told(
    files: dict[str, bytes], classes: int, told: str
) -> None:
    with pytest.raises(ArchiveError) as refused:
        from_archive(packed_zip(files), ("background", "cell", "rim")[:classes])
    assert told in str(refused.value)
