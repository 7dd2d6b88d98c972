"""Collages: shapes cut from textures and photographs and laid over each other, with exact truth.

What a street never shows: round and thin and ragged things of any colour, on any ground, and things with
parts. A network that learned on streets alone would learn to point at classes, not at regions.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from lessons.scenes.photographs import photographs

_TEXTURES = ("brick", "grass", "gravel", "hubble_deep_field", "moon", "page")
_PHOTOGRAPHS = ("china", "flower", "retina")
_FINER = 2


@cache
def textures() -> tuple[NDArray[np.uint8], ...]:
    """Pictures uint8 (height, width, 3) to cut shapes from: those that come inside two packages' wheels.

    None of them is among the photographs on which the result is tried.
    """
    from skimage import data

    pictures = [getattr(data, name)() for name in _TEXTURES]
    pictures += [each.read() for each in photographs() if each.name in _PHOTOGRAPHS]
    return tuple(each if each.ndim == 3 else np.repeat(each[..., None], 3, axis=2) for each in pictures)


def collage(
    side: int, chance: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    """A picture uint8 (side, side, 3), the shape seen at each pixel (0 = ground), and the part of it (0 = none).

    Two to six shapes cover each other; every other one has a part of another material inside it.
    """
    image = material(side, chance).astype(np.float32)
    shapes, parts = np.zeros((side, side), np.uint8), np.zeros((side, side), np.uint8)
    for number in range(1, int(chance.integers(3, 8))):
        centre = chance.uniform(0.05, 0.95, 2) * side
        radius = side * np.exp(chance.uniform(np.log(0.07), np.log(0.4)))
        cover = shape(side, centre, radius, chance)
        image += cover[..., None] * (material(side, chance) - image)
        shapes[cover > 0.5], parts[cover > 0.5] = number, 0
        if number % 2:
            inner = cover * shape(side, centre + chance.normal(size=2) * radius / 4, radius / 2, chance)
            image += inner[..., None] * (material(side, chance) - image)
            parts[inner > 0.5] = number
    noise = chance.normal(size=image.shape[:2])[..., None] * chance.uniform(0, 6)
    return np.clip(image + noise, 0, 255).astype(np.uint8), shapes, parts


def shape(
    side: int, centre: NDArray[np.floating], radius: float, chance: np.random.Generator
) -> NDArray[np.float32]:
    """How much of each pixel a random shape covers, float32 (side, side): a polygon, or a closed wave.

    Its radius swings with the angle; then it is stretched up to eight times and turned.
    """
    corners = int(chance.integers(3, 8)) if chance.random() < 0.4 else 48
    angles = np.sort(chance.uniform(0, 2 * np.pi, corners)) if corners < 48 else np.linspace(0, 2 * np.pi, 48)
    swings = chance.normal(size=(2, 4)) * chance.uniform(0, 0.25) / np.sqrt(np.arange(1, 5))
    waves = np.outer(angles, np.arange(1, 5))
    lengths = radius * np.clip(1 + np.cos(waves) @ swings[0] + np.sin(waves) @ swings[1], 0.2, 2)
    stretch = np.exp(chance.uniform(0, np.log(8)) * chance.choice([0.3, 1.0])) ** 0.5
    turn = chance.uniform(0, np.pi)
    down, across = lengths * np.sin(angles) / stretch, lengths * np.cos(angles) * stretch
    rows = centre[0] + down * np.cos(turn) - across * np.sin(turn)
    columns = centre[1] + down * np.sin(turn) + across * np.cos(turn)
    canvas = Image.new("L", (side * _FINER, side * _FINER))
    ImageDraw.Draw(canvas).polygon(list(zip(columns * _FINER, rows * _FINER, strict=True)), fill=255)
    return np.asarray(canvas.resize((side, side), Image.Resampling.BOX), np.float32) / np.float32(255)


def material(side: int, chance: np.random.Generator) -> NDArray[np.float32]:
    """Something to cut from, float32 (side, side, 3): a plain colour, a gradient, or a tinted piece of texture."""
    colours = chance.uniform(0, 255, (2, 3)).astype(np.float32)
    kind = chance.random()
    if kind < 0.4:
        ramp = np.linspace(0, 1, side, dtype=np.float32)[:, None, None] * (kind < 0.2)
        flat = colours[0] + np.broadcast_to(ramp, (side, side, 1)) * (colours[1] - colours[0])
        return flat.swapaxes(0, 1) if chance.random() < 0.5 else flat
    source = textures()[chance.integers(len(textures()))]
    piece = min(int(side * np.exp(chance.uniform(-1, 1))), *source.shape[:2])
    top, left = (int(chance.integers(length - piece + 1)) for length in source.shape[:2])
    window = Image.fromarray(source[top : top + piece, left : left + piece])
    patch = np.asarray(window.resize((side, side), Image.Resampling.BILINEAR), np.float32)
    tint = chance.uniform(0, 0.7)
    shade = patch.mean(axis=2, keepdims=True) / 255
    return (1 - tint) * patch + tint * shade * colours[0]
