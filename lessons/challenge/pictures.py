"""The pictures of a challenge with their truth: drawn streets, or what an instructor has packed into a zip."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lessons.challenge.archives import Archive, ArchiveError, base_name
from lessons.metrics.files import decode_mask
from lessons.scenes import CLASS_NAMES, street_scene
from lessons.scenes.picture_files import PictureError
from lessons.scenes.uploads import read_picture

LEAST_PICTURES, MOST_PICTURES = 4, 40
MOST_PIXELS = 512 * 512
"""So many pixels one picture of a challenge has at most."""

MOST_PICTURE_BYTES = 6_000_000
"""So many bytes all pictures take together, as PNG."""

MOST_MASK_BYTES = 1_000_000
"""So many bytes all masks of one hand take once they are packed; those of 40 streets take about 100,000."""

MOST_CLASSES = 32
IGNORED = 255
"""The id of pixels of the truth that count for nothing."""

_FOLDERS = {"pictures": "pictures", "images": "pictures", "masks": "masks", "truth": "masks"}


@dataclass(frozen=True, eq=False)
class PictureSet:
    """Pictures uint8 (height, width, 3) and their truths uint8 (height, width), under names without an ending.

    A truth holds ids of `class_names`, and `IGNORED`.
    """

    names: tuple[str, ...]
    pictures: tuple[NDArray[np.uint8], ...]
    truths: tuple[NDArray[np.uint8], ...]
    class_names: tuple[str, ...]


def from_scenes(count: int, seed: int) -> PictureSet:
    """`count` drawn streets, 128 x 128. Whoever does not know the seed cannot draw them, and so their truth, again."""
    _check_count(count)
    seeds = np.random.default_rng(seed).integers(2**62, size=count).tolist()
    scenes = [street_scene(each) for each in seeds]
    return PictureSet(
        tuple(f"{number:03}" for number in range(1, count + 1)),
        tuple(scene.image for scene in scenes),
        tuple(scene.mask for scene in scenes),
        CLASS_NAMES,
    )


def from_archive(data: bytes, class_names: Sequence[str]) -> PictureSet:
    """What a zip holds: its folder `pictures` with PNG, JPEG or WebP, its folder `masks` with a PNG for each.

    Raises:
        ArchiveError: it cannot be used; one sentence that names the file and says what to do.
    """
    if not 2 <= len(class_names) <= MOST_CLASSES:
        raise ArchiveError(
            f"Name 2 to {MOST_CLASSES} classes, in the order of their ids; {len(class_names)} are named."
        )
    archive = Archive(data)
    files = _by_folder(archive)
    _check_count(len(files["pictures"]))
    for stem, name in files["masks"].items():
        if stem not in files["pictures"]:
            raise ArchiveError(
                f"{base_name(name)} has no picture of its name; add it to the folder pictures."
            )
    names = tuple(sorted(files["pictures"]))
    pictures, truths = [], []
    for stem in names:
        if stem not in files["masks"]:
            raise ArchiveError(f"{stem} has no mask; add {stem}.png to the folder masks.")
        picture = _read_picture(archive, files["pictures"][stem])
        truths.append(read_mask(archive, files["masks"][stem], picture.shape[:2], len(class_names), IGNORED))
        pictures.append(picture)
    if not any(((truth > 0) & (truth != IGNORED)).any() for truth in truths):
        raise ArchiveError(
            f"No mask holds an id from 1 to {len(class_names) - 1}; save class ids, not black (0) and white (255)."
        )
    return PictureSet(names, tuple(pictures), tuple(truths), tuple(class_names))


def read_masks(
    data: bytes, names: Sequence[str], sizes: Sequence[tuple[int, int]], num_classes: int
) -> list[NDArray[np.uint8]]:
    """The masks in a zip for the pictures with these names and sizes (height, width), in their order.

    A mask is called as its picture, `NAME.png`, or `NAME_mask.png` as `python -m lessons.models segment` writes it;
    the `NAME_overlay.png` beside it is left alone.

    Raises:
        ArchiveError: it cannot be used; one sentence that names the file and says what to do.
    """
    archive, found = Archive(data), dict[str, str]()
    for name in archive.names:
        file = base_name(name)
        stem, of_mask = PurePosixPath(file).stem, PurePosixPath(file).stem.removesuffix("_mask")
        if stem not in names and stem.removesuffix("_overlay") in names:
            continue
        picture = stem if stem in names else of_mask
        if picture not in names:
            raise ArchiveError(
                f"{file} is called as none of the pictures; call each mask as its picture, {names[0]}.png."
            )
        if picture in found:
            raise ArchiveError(
                f"{base_name(found[picture])} and {file} are both for {picture}.png; leave one out."
            )
        found[picture] = name
    missing = [name for name in names if name not in found]
    if missing:
        raise ArchiveError(
            f"{missing[0]}.png has no mask in the zip; add one for every picture "
            f"({len(missing)} of {len(names)} are missing)."
        )
    return [
        read_mask(archive, found[name], size, num_classes) for name, size in zip(names, sizes, strict=True)
    ]


def read_mask(
    archive: Archive, name: str, size: tuple[int, ...], num_classes: int, ignore_index: int | None = None
) -> NDArray[np.uint8]:
    """One mask of a zip, uint8 (height, width), of ids below `num_classes` or `ignore_index`. Errors: `read_masks`."""
    file = base_name(name)
    if not file.lower().endswith(".png"):
        reason = ", which changes ids" if file.lower().endswith((".jpg", ".jpeg")) else ""
        raise ArchiveError(f"{file} is no PNG{reason}; save masks as PNG.")
    try:
        mask = decode_mask(file, archive.read(name), MOST_PIXELS)
    except ArchiveError:
        raise
    except ValueError as error:
        raise ArchiveError(str(error)) from error
    except Exception as error:  # damaged bytes make Pillow raise nearly anything
        raise ArchiveError(f"{file} cannot be read; save it again as PNG.") from error
    if mask.shape != tuple(size):
        sizes = [f"{height} × {width}" for height, width in (mask.shape, size)]
        raise ArchiveError(
            f"{file} is {sizes[0]} pixels (height × width), its picture {sizes[1]}; make them the same."
        )
    ids = np.unique(mask)
    if wrong := [each for each in ids.tolist() if each >= num_classes and each != ignore_index]:
        if set(ids.tolist()) <= {0, 255}:
            raise ArchiveError(
                f"{file} holds 0 and 255, as black-and-white pictures do; save the class ids 0 and 1."
            )
        raise ArchiveError(f"{file} has the id {wrong[0]}; class ids here go from 0 to {num_classes - 1}.")
    return mask.astype(np.uint8)


def zipped(names: Sequence[str], pictures: Sequence[NDArray[np.uint8]]) -> bytes:
    """The pictures as PNG in a zip, the same bytes each time: nothing in it but pixels.

    Raises:
        ArchiveError: they take more than `MOST_PICTURE_BYTES`.
    """
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, picture in zip(names, pictures, strict=True):
            png = BytesIO()
            Image.fromarray(picture).save(png, "PNG")
            archive.writestr(zipfile.ZipInfo(f"{name}.png"), png.getvalue())
    data = file.getvalue()
    if len(data) > MOST_PICTURE_BYTES:
        raise ArchiveError(
            f"As PNG the pictures take {len(data) / 1e6:.1f} MB, and {MOST_PICTURE_BYTES // 10**6} MB are the most; "
            "make them smaller, or give fewer."
        )
    return data


def unzipped(data: bytes) -> tuple[NDArray[np.uint8], ...]:
    """The pictures that `zipped` has packed, in their order."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return tuple(np.array(Image.open(BytesIO(archive.read(name)))) for name in archive.namelist())


def packed(masks: Sequence[NDArray[np.uint8]]) -> bytes:
    """Masks (height, width) of any sizes as bytes to be kept.

    Raises:
        ArchiveError: they take more than `MOST_MASK_BYTES`, as no drawn or predicted masks do.
    """
    file = BytesIO()
    np.savez_compressed(file, *masks)
    if len(file.getvalue()) > MOST_MASK_BYTES:
        raise ArchiveError(
            f"The masks take {len(file.getvalue()) / 1e6:.1f} MB however they are packed, and "
            f"{MOST_MASK_BYTES // 10**6} MB is the most; they look like noise, so check how they were made."
        )
    return file.getvalue()


def unpacked(data: bytes) -> tuple[NDArray[np.uint8], ...]:
    """The masks that `packed` has packed."""
    with np.load(BytesIO(data), allow_pickle=False) as file:
        return tuple(file[f"arr_{index}"] for index in range(len(file.files)))


def _by_folder(archive: Archive) -> dict[str, dict[str, str]]:
    """The files of both folders by their names without an ending; the folders may stand in another one."""
    files: dict[str, dict[str, str]] = {"pictures": {}, "masks": {}}
    for name in archive.names:
        path = PurePosixPath(name.replace("\\", "/"))
        folder = _FOLDERS.get(path.parent.name.casefold())
        if folder is None:
            raise ArchiveError(
                f"{path.name} is in neither the folder pictures nor the folder masks; put it into one."
            )
        if path.stem in files[folder]:
            raise ArchiveError(f"{path.name} is there twice in the folder {folder}; leave one out.")
        files[folder][path.stem] = name
    return files


def _read_picture(archive: Archive, name: str) -> NDArray[np.uint8]:
    file = base_name(name)
    try:
        picture = read_picture(archive.read(name))
    except PictureError as error:
        raise ArchiveError(f"{file}: {error}") from error
    if picture.shape[0] * picture.shape[1] > MOST_PIXELS:
        raise ArchiveError(
            f"{file} has {picture.shape[0]} × {picture.shape[1]} pixels; make it {MOST_PIXELS:,} pixels or fewer."
        )
    return picture


def _check_count(count: int) -> None:
    if not LEAST_PICTURES <= count <= MOST_PICTURES:
        raise ArchiveError(
            f"A challenge has {LEAST_PICTURES} to {MOST_PICTURES} pictures; this would have {count}."
        )
