"""A drawing of a scan of a head, with a tumour whose outline is known exactly. It shows nobody's head.

It has what makes an outline matter: a bright spot without corners, lobed at its rim, in tissue that must be spared.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SCAN_CLASS_NAMES = ("healthy", "tumour")

_AIR, _SKIN, _BONE, _BRAIN, _FLUID, _TUMOUR = 10, 165, 40, 112, 52, 205
"""How bright each tissue is, 0 to 255."""


@dataclass(frozen=True)
class Scan:
    """`image` uint8 (size, size, 3) is grey; `mask` uint8 (size, size) holds ids of `SCAN_CLASS_NAMES`."""

    image: NDArray[np.uint8]
    mask: NDArray[np.uint8]


def drawn_scan(seed: int, size: int = 128) -> Scan:
    """The drawing with this seed, `size` pixels wide and high.

    Raises:
        ValueError: the seed is negative, or the size is below 64 pixels.
    """
    if seed < 0:
        raise ValueError(f"The seed is {seed}; give 0 or more.")
    if size < 64:
        raise ValueError(f"The size is {size} pixels; give 64 or more.")
    rng = np.random.default_rng(seed)
    y, x = (np.mgrid[:size, :size] + 0.5) / size * 2 - 1  # -1 to 1 from side to side
    angle = np.arctan2(y, x)
    rim = 1 + 0.012 * np.sin(3 * angle + rng.uniform(0, 6)) + 0.01 * np.sin(5 * angle + rng.uniform(0, 6))
    depth = np.hypot(x / 0.78, y / 0.94) / rim  # 1 at the skin

    grey = np.full((size, size), float(_AIR))
    for inside, tissue in ((1.0, _SKIN), (0.95, _BONE), (0.87, _BRAIN)):
        grey[depth < inside] = tissue
    brain = depth < 0.87
    # Folds: waves along the rim, strongest near it, and the cleft between the two halves.
    waves = np.sin(17 * angle + 9 * depth + rng.uniform(0, 6)) * np.sin(
        11 * angle - 15 * depth + rng.uniform(0, 6)
    )
    grey += np.where(brain, 30 * waves * np.clip(depth - 0.15, 0, 1), 0)
    grey[brain & (np.abs(x + 0.02 * np.sin(9 * y)) < 0.014)] = _FLUID
    for side in (-1, 1):
        bow = np.hypot((side * x - 0.14 - 0.25 * (y + 0.05) ** 2) / 0.07, (y + 0.05) / 0.3)
        grey[bow < 1] = _FLUID

    middle = rng.choice([-1, 1]) * rng.uniform(0.34, 0.4), rng.uniform(-0.25, 0.1)
    around = np.arctan2(y - middle[1], x - middle[0])
    lobes = sum(rng.uniform(0.05, 0.13) * np.cos(n * around + rng.uniform(0, 6)) for n in (2, 3, 4, 5))
    reach = np.hypot(x - middle[0], y - middle[1]) / (rng.uniform(0.19, 0.22) * (1 + lobes))
    tumour = (reach < 1) & brain
    grey[tumour] = (_TUMOUR - 55 * np.clip(1.4 - 2.2 * reach, 0, 1))[tumour]  # darker at its core

    noisy = _blurred(grey) + rng.normal(0, 5, grey.shape)
    pixels = noisy.clip(0, 255).astype(np.uint8)
    return Scan(np.repeat(pixels[..., None], 3, axis=2), tumour.astype(np.uint8))


def _blurred(grey: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each pixel a quarter of the way to its neighbours on both sides, as no scanner is perfectly sharp."""
    for axis in (0, 1):
        grey = 0.5 * grey + 0.25 * (np.roll(grey, 1, axis) + np.roll(grey, -1, axis))
    return grey
