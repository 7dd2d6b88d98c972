"""Textures: small tiles of light and dark, made once, that make paint look like a material."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from lessons.scenes.dice import Dice

PLAIN, GRAIN, PLASTER, BRICK, LEAVES, CLOUDS = range(6)
TILE = 256
"""Tiles are 256 × 256 and repeat without a seam."""


@cache
def tiles() -> NDArray[np.int16]:
    """One tile per texture, int16 (6, 256, 256): by how many 256ths a pixel is lighter or darker."""
    dice = Dice(2015, 0)
    rows, columns = np.indices((TILE, TILE))
    fine, soft, broad = _noise(dice, 128, 128), _noise(dice, 32, 32), _noise(dice, 8, 8)
    course = rows // 8
    along = columns + course % 2 * 8
    joint = (rows % 8 < 2) | (along % 16 < 2)
    brick_tone = dice.raw_bytes(32 * 16).reshape(32, 16)[course, along // 16 % 16]
    stack = (
        np.zeros((TILE, TILE), dtype=np.int64),
        fine // 5 + _noise(dice, 64, 64) // 12 + broad // 8,
        _noise(dice, 64, 64) // 14 + soft // 14 + broad // 10,
        np.where(joint, 20, brick_tone.astype(np.int64) // 6 - 24) + soft // 14,
        _noise(dice, 64, 64) // 3 + soft // 5 + fine // 10,
        _noise(dice, 8, 4) * 2 + _noise(dice, 32, 16) + _noise(dice, 64, 32) // 2,
    )
    return np.stack(stack).astype(np.int16)


def _noise(dice: Dice, down: int, across: int) -> NDArray[np.int64]:
    """Smooth noise from −128 to 127: random values on a grid of `down` × `across`, blended in between."""
    values = dice.raw_bytes(down * across).reshape(down, across).astype(np.int64) - 128
    return _blend(_blend(values).T).T


def _blend(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Stretch the rows of `values` to `TILE` rows; the last leads back to the first."""
    step = TILE // len(values)
    here, part = np.divmod(np.arange(TILE), step)
    following = (here + 1) % len(values)
    return (values[here] * (step - part)[:, None] + values[following] * part[:, None]) // step
