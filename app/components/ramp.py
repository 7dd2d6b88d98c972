"""The ramp: the colours in which components and figures paint a map of numbers."""

import numpy as np


def _ramp() -> np.ndarray:
    """256 colours from dark violet over teal to pale yellow, their OKLab lightness rising evenly.

    Lightness alone carries the order, so the ramp reads the same without colour vision and in print.
    The matrices are those of B. Ottosson, "A perceptual color space for image processing" (2020).
    """
    t = np.linspace(0, 1, 256)
    lightness = 0.28 + 0.67 * t
    # The strongest colours along this path of hues that a screen can show without clipping.
    chroma = 0.04 + 0.06 * np.sin(np.pi * (0.2 + 0.5 * t))
    hue = np.radians(298 - 200 * t)
    oklab = np.stack([lightness, chroma * np.cos(hue), chroma * np.sin(hue)])
    cube_roots = np.array(
        [
            [1, 0.3963377774, 0.2158037573],
            [1, -0.1055613458, -0.0638541728],
            [1, -0.0894841775, -1.2914855480],
        ]
    )
    to_linear = np.array(
        [
            [4.0767416621, -3.3077115913, 0.2309699292],
            [-1.2684380046, 2.6097574011, -0.3413193965],
            [-0.0041960863, -0.7034186147, 1.7076147010],
        ]
    )
    linear = (to_linear @ (cube_roots @ oklab) ** 3).T
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.round(encoded * 255).astype(np.uint8)


RAMP = _ramp()
"""uint8 (256, 3): the colour of each level; `RAMP[levels]` paints a uint8 (height, width) map."""
RAMP.setflags(write=False)
