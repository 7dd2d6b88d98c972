"""Reading masks from files: .png (indexed or grey) and .npy, the two forms that keep class ids exact."""

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
    readers = {".png": _read_png, ".npy": _read_npy}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ValueError(f"{path} is neither .png nor .npy; save the mask as one of these.")
    try:
        return reader(path)
    except FileNotFoundError as error:
        raise ValueError(f"There is no file {path}; check its name.") from error
    except OSError as error:
        reason = error.strerror or "it is damaged, or not what its name says"
        raise ValueError(f"{path} cannot be read: {reason}.") from error


def _read_npy(path: Path) -> NDArray[np.generic]:
    with path.open("rb") as file:
        try:
            # Never a pickle: unpickling a stranger's file runs the stranger's code.
            return np.lib.format.read_array(file, allow_pickle=False)
        except (ValueError, EOFError, MemoryError, TokenError) as error:
            raise ValueError(
                f"{path} is not an array of numbers as numpy.save writes it; save the mask again."
            ) from error


def _read_png(path: Path) -> NDArray[np.generic]:
    from PIL import Image  # here, because scoring .npy files should not wait for it

    try:
        with Image.open(path, formats=["PNG"]) as image:
            mode, values = image.mode, np.asarray(image)
    except (SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError(f"{path} cannot be read: {error}.") from error
    if mode not in ("P", "L", "1", "I", "I;16"):
        raise ValueError(
            f"{path} is a colour picture ({mode}), which does not say which class a colour is; "
            "save the class ids as an indexed or grey PNG."
        )
    step = _grey_step(path)
    return values if step == 1 else values // step


def _grey_step(path: Path) -> int:
    """How far apart Pillow puts neighbouring grey values: it stretches 2 and 4 bit grey to 0–255."""
    with path.open("rb") as file:
        header = file.read(26)
    bits, colour_type = header[24], header[25]
    return 255 // (2**bits - 1) if colour_type == 0 and bits in (2, 4) else 1


def largest_id(prediction: NDArray[np.integer], truth: NDArray[np.integer], ignore_index: int | None) -> int:
    """The largest id at a pixel that counts, 0 if none does; `ignore_index` itself is no class."""
    if prediction.shape != truth.shape or ignore_index is None:
        return max(int(prediction.max(initial=0)), int(truth.max(initial=0)))
    counts = truth != ignore_index
    predicted = prediction[counts & (prediction != ignore_index)]
    return max(int(predicted.max(initial=0)), int(truth[counts].max(initial=0)))
