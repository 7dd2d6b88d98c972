"""Cell nuclei under the fluorescence microscope: the kind of picture that U-Net was invented for.

The pictures are the public data set BBBC038, stage 1 of the 2018 Data Science Bowl (Caicedo et al.,
"Nucleus segmentation across imaging experiments", Nature Methods 2019), released under CC0. They
are not part of this project: say where yours are.
"""

import os
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

NUCLEI_CLASS_NAMES = ("background", "nucleus")
SIZE = 256
VARIABLE = "PIXELWISE_NUCLEI"
"""The environment variable that holds the path of the file."""

_HOW_TO = (
    f"set {VARIABLE} to the path of nuclei256.npz, made from the public data set BBBC038 "
    "(2018 Data Science Bowl, stage 1, CC0, https://bbbc.broadinstitute.org/BBBC038): "
    f"X, uint8 (n, {SIZE}, {SIZE}, 3), the pictures, and Y, int16 (n, {SIZE}, {SIZE}), "
    "0 = background and 1, 2, … = one nucleus each"
)


class NucleiError(ValueError):
    """The nuclei cannot be loaded; the message says what to do."""


@dataclass(frozen=True)
class Nuclei:
    """Pictures `images` uint8 (n, 256, 256, 3) and `instance_ids` int16 (n, 256, 256), 0 = background."""

    images: NDArray[np.uint8]
    instance_ids: NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.images)

    @property
    def masks(self) -> NDArray[np.uint8]:
        """Class ids uint8 (n, 256, 256): 0 = background, 1 = nucleus."""
        return (self.instance_ids > 0).astype(np.uint8)

    def held_out(self) -> "Nuclei":
        """The fifth that no model is trained on: those whose index is divisible by 5."""
        return Nuclei(self.images[::5], self.instance_ids[::5])

    def for_training(self) -> "Nuclei":
        """All others, in order."""
        chosen = np.arange(len(self)) % 5 != 0
        return Nuclei(self.images[chosen], self.instance_ids[chosen])


def load_nuclei(path: Path | None = None) -> Nuclei:
    """The nuclei in the file at `path`, or else at the path in the environment variable `PIXELWISE_NUCLEI`.

    Raises:
        NucleiError: no path is given, there is no such file, or it holds something else.
    """
    if path is None:
        named = os.environ.get(VARIABLE, "")
        if not named:
            raise NucleiError(f"There are no pictures of nuclei here; {_HOW_TO}.")
        path = Path(named)
    try:
        # Never a pickle: unpickling a stranger's file runs the stranger's code.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            images, instance_ids = arrays["X"], arrays["Y"]
    except FileNotFoundError as error:
        raise NucleiError(f"There is no file {path}; {_HOW_TO}.") from error
    except (OSError, ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise NucleiError(f"{path} does not hold the arrays X and Y; {_HOW_TO}.") from error
    count = len(images) if images.ndim else 0
    pictures_fit = images.dtype == np.uint8 and images.shape == (count, SIZE, SIZE, 3)
    truths_fit = instance_ids.dtype == np.int16 and instance_ids.shape == (count, SIZE, SIZE)
    if not (count and pictures_fit and truths_fit and instance_ids.min() >= 0):
        raise NucleiError(
            f"{path} holds X, {images.dtype} {images.shape}, and Y, {instance_ids.dtype} "
            f"{instance_ids.shape}, which are no pictures of nuclei; {_HOW_TO}."
        )
    return Nuclei(images, instance_ids)
