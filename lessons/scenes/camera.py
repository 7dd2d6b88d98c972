"""The camera: one-point perspective, as in the first drawing lesson.

The street runs straight away from us. Its places are in centimetres: x to the right, y up from the
ground, z away from the camera. Everything shrinks as 1/z towards the vanishing point.
"""

from dataclasses import dataclass

from lessons.scenes.drawing import Point
from lessons.scenes.raster import UNITS

Reach = tuple[int, int]
"""From where to where, in cm."""


@dataclass(frozen=True)
class Camera:
    """Where the camera is (`x`, `height`, in cm) and what it sees (`vanish_x`, `horizon`, `focal`, in units)."""

    x: int
    height: int
    vanish_x: int
    horizon: int
    focal: int

    def at(self, x: int, y: int, z: int) -> Point:
        """Where the place (x, y, z) appears in the picture."""
        return self.vanish_x + self.focal * (x - self.x) // z, self.horizon + self.focal * (
            self.height - y
        ) // z

    def ground(self, across: Reach, along: Reach) -> tuple[Point, ...]:
        """The corners of a rectangle that lies on the ground, from x to x `across` and z to z `along`."""
        (left, right), (near, far) = across, along
        return self.at(left, 0, near), self.at(right, 0, near), self.at(right, 0, far), self.at(left, 0, far)

    def wall(self, x: int, along: Reach, up: Reach) -> tuple[Point, ...]:
        """The corners of a rectangle that stands along the street at `x`, from height to height `up`."""
        (near, far), (low, high) = along, up
        return self.at(x, low, near), self.at(x, high, near), self.at(x, high, far), self.at(x, low, far)

    def length(self, centimetres: int, z: int) -> int:
        """How long something looks at distance `z`, in units."""
        return self.focal * centimetres // z

    def sees(self, x: int, z: int, margin: int = 200) -> bool:
        """Whether the foot of something at (x, z) stands well inside the picture."""
        return margin <= self.at(x, 0, z)[0] <= UNITS - margin
