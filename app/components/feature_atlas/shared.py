"""What the components that show arrays have in common: the ramp, the bytes they send, the answers they trust.

Streamlit hands raw bytes to the browser only when they are all there is to hand, so what describes
the pixels travels in front of them. A message whose bytes did not change is not sent again:
Streamlit replaces it by its hash.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypeGuard

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


def pack(header: Mapping[str, Any], *parts: bytes) -> bytes:
    """The length of the header (4 bytes, little-endian), the header as JSON, then the parts.

    The header must be JSON: a NaN or a NumPy scalar in it raises ValueError or TypeError here, where
    Streamlit would send something else without a word.
    """
    text = json.dumps(header, allow_nan=False, separators=(",", ":")).encode()
    return b"".join([len(text).to_bytes(4, "little"), text, *parts])


def digest(*parts: bytes) -> str:
    """A short name for these bytes, by which both sides tell whether anything changed."""
    hasher = hashlib.blake2b(digest_size=8)
    for part in parts:
        hasher.update(part)
    return hasher.hexdigest()


def is_next(message: Any, revision: int, changes: int) -> TypeGuard[dict[str, Any]]:
    """Whether a browser's message answers this revision and is newer than the last one believed."""
    if not isinstance(message, dict):
        return False
    answers, number = message.get("revision"), message.get("changes")
    if type(answers) is not int or type(number) is not int:
        return False
    return answers == revision and changes < number < 2**53


def is_index(value: Any, length: int) -> TypeGuard[int]:
    """Whether this is an int (a bool is none) in 0..length-1."""
    return type(value) is int and 0 <= value < length
