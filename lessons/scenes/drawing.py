"""What is drawn, before it is pixels: polygons, and the surfaces that they show.

Every polygon names a surface, and every surface knows its class, its object and its colour. The
picture, the mask and the instance ids are then three look-ups in the same map of surfaces, so the
truth is exact: no pixel can be labelled as anything but what was painted there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from lessons.scenes.raster import fill

Colour = tuple[int, int, int]
Point = tuple[int, int]

CLASS_NAMES = ("sky", "building", "road", "sidewalk", "tree", "car", "person", "sign")
SKY, BUILDING, ROAD, SIDEWALK, TREE, CAR, PERSON, SIGN = range(len(CLASS_NAMES))


def blend(colour: Colour, other: Colour, share: int) -> Colour:
    """`colour` with `share` 256ths of the way gone to the other."""
    red, green, blue = (a + (b - a) * share // 256 for a, b in zip(colour, other, strict=True))
    return red, green, blue


# The sixteen corners of a circle of radius 256, as whole numbers.
_CIRCLE = (
    (256, 0), (237, 98), (181, 181), (98, 237), (0, 256), (-98, 237), (-181, 181), (-237, 98),
    (-256, 0), (-237, -98), (-181, -181), (-98, -237), (0, -256), (98, -237), (181, -181), (237, -98),
)  # fmt: skip


@dataclass(frozen=True)
class Surface:
    """One kind of paint.

    `shade` is how much light reaches it (256 = all), `depth` how far away it is in centimetres (haze),
    `instance` the object it is part of (0 = none), `glow` light of its own, like a lit window's.
    """

    colour: Colour
    label: int
    texture: int = 0
    instance: int = 0
    shade: int = 256
    depth: int = 0
    glow: int = 0


@dataclass
class Drawing:
    """Surfaces and polygons, in painting order: what is nearer comes later."""

    surfaces: list[Surface] = field(default_factory=list)
    instances: int = 0
    _points: list[Point] = field(default_factory=list)
    _sizes: list[int] = field(default_factory=list)
    _values: list[int] = field(default_factory=list)

    def surface(self, surface: Surface) -> int:
        """Add a surface; its number is what polygons name."""
        self.surfaces.append(surface)
        return len(self.surfaces) - 1

    def new_instance(self) -> int:
        """The id of the next object."""
        self.instances += 1
        return self.instances

    def polygon(self, points: Sequence[Point], surface: int) -> None:
        """Paint a convex polygon; its corners are (x, y) in units of the picture."""
        self._points.extend(points)
        self._sizes.append(len(points))
        self._values.append(surface)

    def rectangle(self, left: int, top: int, right: int, bottom: int, surface: int) -> None:
        """Paint an upright rectangle."""
        self.polygon(((left, top), (right, top), (right, bottom), (left, bottom)), surface)

    def ellipse(self, x: int, y: int, width: int, height: int, surface: int, every: int = 1) -> None:
        """Paint an ellipse around (x, y) by its half axes, with 16 corners, or fewer for something small."""
        self.polygon([(x + width * c // 256, y + height * s // 256) for c, s in _CIRCLE[::every]], surface)

    def paint(self, canvas: NDArray[np.int64]) -> None:
        """Write the polygons so far on `canvas` (side, side) as surface numbers, and forget them."""
        if self._sizes:
            points = np.fromiter(chain.from_iterable(self._points), np.int64).reshape(-1, 2)
            fill(canvas, points, np.array(self._sizes), np.array(self._values))
        self._points, self._sizes, self._values = [], [], []
