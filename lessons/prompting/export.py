"""A mask to take away: as a PNG that any program opens, or as run lengths in JSON, as COCO keeps its masks.

Run lengths say how many pixels in a row are outside, then inside, then outside, and so on, down each column
from the left: a mask of two colours has few runs, so it becomes small. Lin et al. (2014), "Microsoft COCO".
"""

import json
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image


def png(mask: ArrayLike) -> bytes:
    """The PNG file of a mask, bool (height, width): white inside, black outside, one bit a pixel."""
    file = BytesIO()
    Image.fromarray(_as_mask(mask)).save(file, "PNG", optimize=True)
    return file.getvalue()


def run_lengths(mask: ArrayLike) -> list[int]:
    """The run lengths of a mask, bool (height, width), column by column; the first run is outside, maybe 0 long."""
    pixels = _as_mask(mask).ravel(order="F")
    changes = np.flatnonzero(pixels[1:] != pixels[:-1]) + 1
    runs = np.diff(np.concatenate([[0], changes, [pixels.size]])).tolist()
    return [0, *runs] if pixels[0] else runs


def from_run_lengths(counts: list[int], height: int, width: int) -> NDArray[np.bool_]:
    """The mask, bool (height, width), that has these run lengths.

    Raises:
        ValueError: they do not add up to height × width pixels.
    """
    if min(counts, default=0) < 0 or sum(counts) != height * width:
        raise ValueError(
            f"The runs have {sum(counts)} pixels; a mask of {height} × {width} has {height * width}."
        )
    inside = np.arange(len(counts)) % 2 == 1
    return np.repeat(inside, counts).reshape((height, width), order="F")


def coco(mask: ArrayLike) -> dict[str, Any]:
    """A mask, bool (height, width), as a COCO annotation: run lengths, area, and box (left, top, width, height).

    `pycocotools.mask.frPyObjects` reads the `segmentation`.
    """
    pixels = _as_mask(mask)
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    box = [0, 0, 0, 0]
    if rows.size:
        box = [*map(int, (columns[0], rows[0], columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1))]
    return {
        "segmentation": {"size": list(pixels.shape), "counts": run_lengths(pixels)},
        "area": int(pixels.sum()),
        "bbox": box,
        "iscrowd": 0,  # one object; 1 marks a crowd, which COCO's evaluation leaves out
    }


def coco_json(mask: ArrayLike) -> str:
    """The annotation as the text of a JSON file."""
    return json.dumps(coco(mask))


def _as_mask(mask: ArrayLike) -> NDArray[np.bool_]:
    pixels = np.asarray(mask, dtype=bool)
    if pixels.ndim != 2 or not pixels.size:
        raise ValueError(f"The mask has the shape {pixels.shape}; give height × width.")
    return pixels
