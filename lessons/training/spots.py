"""Bright spots in a noisy picture, like a tumour in a scan: two classes, and exactly as many pixels of each as wanted.

The brightest cells of a smooth random field are the spots. However few are wanted, there are exactly so
many in every picture, and a smaller share leaves smaller spots at the same places.
"""

import numpy as np
from numpy.typing import NDArray

SPOT_CLASS_NAMES = ("background", "spot")
SHARES = {f"spots{percent}": percent / 100 for percent in (20, 10, 5, 2, 1)}
"""The share of the pixels that is spot, by the name of the data."""
SIZE = 64
_SMOOTH, _GROUND, _NOISE, _BRIGHTER = 5.0, 25.0, 20.0, 55.0


def spot_picture(seed: int, share: float) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """A grey picture (64, 64, 3) and its mask (64, 64) of ids 0 and 1, `share` of it 1, rounded to whole pixels.

    On a ground of soft blots (standard deviation 25 of 255) and noise (20), spots are 55 brighter: at most
    pixels one look does not tell, and the surroundings must.
    """
    from scipy.ndimage import gaussian_filter

    chance = np.random.default_rng(seed)
    field, ground, noise = chance.standard_normal((3, SIZE, SIZE))
    mask = np.zeros(SIZE * SIZE, np.uint8)
    mask[np.argsort(gaussian_filter(field, _SMOOTH).ravel())[SIZE * SIZE - round(share * SIZE * SIZE) :]] = 1
    mask = mask.reshape(SIZE, SIZE)
    blots = gaussian_filter(ground, 2.0)
    grey = 110 + _GROUND * blots / blots.std() + _NOISE * noise
    grey += _BRIGHTER * gaussian_filter(mask.astype(np.float64), 0.7)
    return np.repeat(grey.clip(0, 255).astype(np.uint8)[..., None], 3, axis=2), mask
