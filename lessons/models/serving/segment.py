"""Segment picture files: for each `NAME.*` a mask in the palette's colours and an overlay to look at."""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageColor
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm

from lessons.models.serving.networks import LoadedNetwork
from lessons.palette import styles_for
from lessons.scenes.picture_files import MOST_BYTES, PictureError
from lessons.scenes.uploads import fit, read_picture


def segment(network: LoadedNetwork, picture: NDArray[np.uint8], longest: int) -> NDArray[np.uint8]:
    """The mask, uint8 (height, width), of a picture uint8 (height, width, 3) of any size.

    The networks learned on small pictures, so a larger one is shrunk until its longer side is
    `longest` pixels; the logits are stretched back, which gives smooth outlines.
    """
    return stretched_argmax(network.logits(fit(picture, longest)), *picture.shape[:2])


def stretched_argmax(logits: Tensor, height: int, width: int) -> NDArray[np.uint8]:
    """The winning class at each of height × width pixels; logits (1, classes, h, w), stretched bilinearly.

    One class is stretched at a time, so memory does not grow with the number of classes.
    """
    best = torch.full((height, width), -torch.inf)
    mask = torch.zeros((height, width), dtype=torch.uint8)
    for label in range(logits.shape[1]):
        score = functional.interpolate(logits[:, label : label + 1], size=(height, width), mode="bilinear")
        higher = score[0, 0] > best
        mask.masked_fill_(higher, label)
        torch.maximum(best, score[0, 0], out=best)
    return mask.numpy()


def save_mask(mask: NDArray[np.uint8], class_names: Sequence[str], path: Path) -> None:
    """Write an indexed PNG: its pixels are class ids, its palette is the course's."""
    picture = Image.fromarray(mask, mode="P")
    picture.putpalette(_colours(class_names).tobytes())
    picture.save(path)


def save_overlay(
    picture: NDArray[np.uint8], mask: NDArray[np.uint8], class_names: Sequence[str], path: Path
) -> None:
    """Write the picture with the mask's colours laid over it, half and half, as PNG."""
    laid_over = Image.fromarray(_colours(class_names)[mask])
    Image.blend(Image.fromarray(picture), laid_over, 0.5).save(path)


def _colours(class_names: Sequence[str]) -> NDArray[np.uint8]:
    return np.array([ImageColor.getrgb(style.colour) for style in styles_for(class_names)], np.uint8)


def segment_files(
    paths: Sequence[Path], network: LoadedNetwork, class_names: Sequence[str], out: Path, longest: int
) -> int:
    """Write `NAME_mask.png` and `NAME_overlay.png` into `out` for each file; how many files failed.

    A file that cannot be used gets one sentence on stderr, and the others go on. No file of the
    batch is overwritten, neither a picture nor a result.
    """
    failed, used_paths = 0, {path.resolve() for path in paths}
    with tqdm(paths, desc="segmenting", unit="picture") as bar:
        for path in bar:
            mask_path, overlay_path = (out / f"{path.stem}_{kind}.png" for kind in ("mask", "overlay"))
            try:
                for target in (mask_path, overlay_path):
                    if target.resolve() in used_paths:
                        raise PictureError(f"It would overwrite {target}, which is in this batch; rename it.")
                    used_paths.add(target.resolve())
                picture = read_picture(_read(path))
                mask = segment(network, picture, longest)
                save_mask(mask, class_names, mask_path)
                save_overlay(picture, mask, class_names, overlay_path)
            except (PictureError, OSError) as error:
                failed += 1
                bar.clear()
                print(f"error: {path}: {_sentence(error)}", file=sys.stderr)
    return failed


def _read(path: Path) -> bytes:
    """The file's bytes, unless it is too large: then none are read."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise PictureError(f"It has {size / 1e6:.1f} MB; make it smaller than {MOST_BYTES // 10**6} MB.")
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _sentence(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "There is no such file; check its name."
    if isinstance(error, OSError):
        return f"It cannot be read or its results written: {error.strerror or error}."
    return str(error)
