"""Reading masks from files: .png (indexed or grey) and .npy, the two forms that keep class ids exact."""

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from tokenize import TokenError

import numpy as np
from numpy.typing import NDArray

MAX_CLASSES = 1024
"""The most classes a file may hold: past it the ids are instance ids or grey values, not classes."""


def read_mask(path: Path) -> NDArray[np.generic]:
    """The values in a .png or .npy file, as they are; (height, width) in a .png.

    Raises:
        ValueError: there is no such file, it cannot be read, or its colours are not class ids.
    """
    try:
        _reader(str(path))
        return decode_mask(str(path), path.read_bytes())
    except FileNotFoundError as error:
        raise ValueError(f"There is no file {path}; check its name.") from error
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}.") from error


def decode_mask(name: str, data: bytes, most_pixels: int | None = None) -> NDArray[np.generic]:
    """As `read_mask`, of a file's name and bytes. What has more than `most_pixels` is refused, a PNG before it unpacks.

    Raises:
        ValueError: it cannot be read or is too large, or its colours are not class ids.
    """
    reader = _reader(name)
    if reader is _read_png:  # width and height stand at these places, in front of everything that unpacks
        width, height = _png_size(data)
        _check_size(name, width * height, most_pixels)
    values = reader(name, data)
    _check_size(name, values.size, most_pixels)
    return values


def _check_size(name: str, pixels: int, most_pixels: int | None) -> None:
    if most_pixels is not None and pixels > most_pixels:
        raise ValueError(
            f"{name} has {pixels:,} pixels, and {most_pixels:,} are the most that are read here; "
            "cut the mask into parts, or score it with the command line."
        )


def _reader(name: str) -> Callable[[str, bytes], NDArray[np.generic]]:
    reader = {".png": _read_png, ".npy": _read_npy}.get(Path(name).suffix.lower())
    if reader is None:
        raise ValueError(f"{name} is neither .png nor .npy; save the mask as one of these.")
    return reader


def _read_npy(name: str, data: bytes) -> NDArray[np.generic]:
    try:
        # Never a pickle: unpickling a stranger's file runs the stranger's code.
        return np.lib.format.read_array(BytesIO(data), allow_pickle=False)
    except (ValueError, EOFError, MemoryError, TokenError) as error:
        raise ValueError(
            f"{name} is not an array of numbers as numpy.save writes it; save the mask again."
        ) from error


def _png_size(data: bytes) -> tuple[int, int]:
    """Width and height where a PNG's header has them."""
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _read_png(name: str, data: bytes) -> NDArray[np.generic]:
    from PIL import Image  # here, because scoring .npy files should not wait for it

    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as image:
            if image.size != _png_size(data):  # a second header behind the one whose size was checked
                raise SyntaxError("it has two headers")
            mode, values = image.mode, np.asarray(image)
    except OSError as error:
        raise ValueError(f"{name} cannot be read: it is damaged, or not what its name says.") from error
    except (SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError(f"{name} cannot be read: {error}.") from error
    if mode not in ("P", "L", "1", "I", "I;16"):
        raise ValueError(
            f"{name} is a colour picture ({mode}), which does not say which class a colour is; "
            "save the class ids as an indexed or grey PNG."
        )
    step = _grey_step(data)
    return values if step == 1 else values // step


def _grey_step(data: bytes) -> int:
    """How far apart Pillow puts neighbouring grey values: it stretches 2 and 4 bit grey to 0–255."""
    bits, colour_type = data[24], data[25]
    return 255 // (2**bits - 1) if colour_type == 0 and bits in (2, 4) else 1


def largest_id(prediction: NDArray[np.integer], truth: NDArray[np.integer], ignore_index: int | None) -> int:
    """The largest id at a pixel that counts, 0 if none does; `ignore_index` itself is no class."""
    if prediction.shape != truth.shape or ignore_index is None:
        return max(int(prediction.max(initial=0)), int(truth.max(initial=0)))
    counts = truth != ignore_index
    predicted = prediction[counts & (prediction != ignore_index)]
    return max(int(predicted.max(initial=0)), int(truth[counts].max(initial=0)))


def classes_in(
    pairs: Iterable[tuple[NDArray[np.integer], NDArray[np.integer]]], ignore_index: int | None = None
) -> int:
    """How many classes these (prediction, truth) masks have: one more than the largest id that counts.

    Raises:
        ValueError: they are more than can be scored.
    """
    return checked_classes(1 + max(largest_id(*pair, ignore_index) for pair in pairs))


def checked_classes(num_classes: int) -> int:
    """The same number. Raises `ValueError` if it is more than `MAX_CLASSES`."""
    if num_classes > MAX_CLASSES:
        raise ValueError(
            f"There are {num_classes} classes, and at most {MAX_CLASSES} can be scored; "
            "if the ids number objects, turn them into class ids first."
        )
    return num_classes
