"""Drawn nuclei: pictures that look a little like cell nuclei under a fluorescence microscope, with exact truth.

They are part of this project and come under its licence. They are no microscopy: nobody may conclude from
a score on them how well a network finds real nuclei.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, zoom

SIZE = 256


@dataclass(frozen=True, eq=False)
class DrawnNuclei:
    """`image` uint8 (256, 256, 3) in grey, and `instance_ids` int16 (256, 256), 0 = background.

    Of two nuclei that touch, the pixels belong to the one drawn last.
    """

    image: NDArray[np.uint8]
    instance_ids: NDArray[np.int16]

    @property
    def mask(self) -> NDArray[np.uint8]:
        """Class ids uint8 (256, 256): 0 = background, 1 = nucleus."""
        return (self.instance_ids > 0).astype(np.uint8)


def drawn_nuclei(seed: int) -> DrawnNuclei:
    """About thirty bright ellipses on a dark ground, a third of them in touch with another.

    Light falls off at their rims, some are dimmer than others, and the whole is blurred and grainy.
    """
    chance = np.random.default_rng(seed)
    light, ids = np.zeros((SIZE, SIZE)), np.zeros((SIZE, SIZE), np.int16)
    grain = np.asarray(zoom(chance.normal(size=(32, 32)), SIZE // 32, order=1))  # chromatin is not even
    radius = chance.uniform(8, 15)  # one picture shows cells of one kind
    middle = chance.uniform(0, SIZE, 2)
    for number in range(1, 31):
        touches = number > 1 and chance.random() < 1 / 3
        middle = middle + 1.8 * radius * _direction(chance) if touches else chance.uniform(0, SIZE, 2)
        inside = _ellipse(middle, radius * chance.uniform(0.75, 1.3, 2), chance.uniform(0, np.pi))
        here = inside > 0
        ids[here] = number
        bright = chance.uniform(0.45, 1.0) * (0.6 + 0.4 * np.sqrt(inside)) * (1 + 0.12 * grain)
        light[here] = bright[here]
    blurred = gaussian_filter(light, 1.0) + 0.25 * gaussian_filter(light, 12)  # light from out of focus
    pixels = 10 + 110 * blurred + chance.normal(scale=3, size=light.shape)
    grey = np.clip(pixels, 0, 255).astype(np.uint8)
    return DrawnNuclei(np.repeat(grey[:, :, None], 3, axis=2), ids)


def _direction(chance: np.random.Generator) -> NDArray[np.float64]:
    angle = chance.uniform(0, 2 * np.pi)
    return np.array([np.sin(angle), np.cos(angle)])


def _ellipse(middle: NDArray[Any], radii: NDArray[Any], angle: float) -> NDArray[np.float64]:
    """1 at the middle of an ellipse, 0 on its outline and outside: float64 (256, 256)."""
    down, right = np.indices((SIZE, SIZE)) - middle[:, None, None]
    along = right * np.cos(angle) + down * np.sin(angle)
    across = down * np.cos(angle) - right * np.sin(angle)
    return np.clip(1 - (along / radii[0]) ** 2 - (across / radii[1]) ** 2, 0, 1)
