"""Cars: the outline of a car from the side, drawn out across its width, so it has true perspective."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from lessons.scenes.camera import Camera, Reach
from lessons.scenes.dice import Dice
from lessons.scenes.drawing import CAR, Colour, Drawing, Point, Surface

_BODIES: tuple[Colour, ...] = (
    (178, 44, 42), (42, 76, 138), (222, 222, 218), (118, 120, 122), (52, 54, 60), (88, 92, 98), (196, 160, 70),
    (70, 112, 92), (164, 168, 172), (120, 70, 54),
)  # fmt: skip
_BODY, _GLASS, _ROOF = range(3)


@dataclass(frozen=True)
class Shape:
    """A car's outline from rear to front: corners (share of the length in 256ths, height in cm).

    `kinds` says for each stretch between two corners what it is made of, `windows` are the side windows.
    """

    outline: tuple[tuple[int, int], ...]
    kinds: tuple[int, ...]
    windows: tuple[tuple[int, int], ...]
    length: int


_SEDAN = Shape(
    ((0, 28), (0, 92), (46, 100), (78, 142), (146, 144), (184, 104), (250, 88), (256, 28)),
    (_BODY, _BODY, _GLASS, _ROOF, _GLASS, _BODY, _BODY),
    ((62, 104), (84, 136), (142, 138), (172, 104)),
    430,
)
_HATCH = Shape(
    ((0, 28), (0, 98), (30, 142), (140, 148), (186, 108), (248, 92), (256, 28)),
    (_BODY, _GLASS, _ROOF, _GLASS, _BODY, _BODY),
    ((24, 106), (40, 136), (136, 140), (172, 106)),
    390,
)
_VAN = Shape(
    ((0, 30), (0, 110), (6, 196), (190, 200), (232, 124), (250, 110), (256, 30)),
    (_BODY, _GLASS, _ROOF, _GLASS, _BODY, _BODY),
    ((150, 126), (150, 184), (188, 184), (216, 126)),
    460,
)
_SHAPES = (_SEDAN, _SEDAN, _HATCH, _HATCH, _VAN)
_WIDTH = 178

Corners = tuple[tuple[int, int, int], ...]
Patch = Callable[[Corners, int], None]
Paint = Callable[[Colour, int], int]


@dataclass(frozen=True)
class Car:
    """A car whose nearest left corner is at (x, z), in cm; `across` the street, or along it."""

    x: int
    z: int
    shape: Shape
    across: bool
    reverse: bool

    @property
    def ground(self) -> tuple[Reach, Reach]:
        """The ground it covers, with a hand's breadth around: from x to x and from z to z."""
        width, depth = (430, _WIDTH) if self.across else (_WIDTH, 430)
        return (self.x - 6, self.x + width + 6), (self.z - 12, self.z + depth)

    def place(self, camera: Camera, share: int, height: int, side: int) -> Point:
        """Where a point of the car appears: `share` of its length from the rear, `side` 0 or 256 across."""
        if self.reverse:
            share = 256 - share
        away, aside = self.shape.length * share // 256, _WIDTH * side // 256
        if self.across:
            return camera.at(self.x + away, height, self.z + aside)
        return camera.at(self.x + aside, height, self.z + away)


def plan_car(dice: Dice, x: int, z: int, across: bool, reverse: bool) -> Car:
    """A car of a likely shape."""
    return Car(x, z, dice.pick(_SHAPES), across, reverse)


def draw_car(drawing: Drawing, dice: Dice, camera: Camera, car: Car) -> None:
    """The car as one instance."""
    instance = drawing.new_instance()
    body = dice.near(dice.pick(_BODIES), 16)

    def paint(colour: Colour, shade: int) -> int:
        return drawing.surface(Surface(colour, CAR, 0, instance, shade, car.z))

    def patch(corners: Corners, surface: int) -> None:
        drawing.polygon([car.place(camera, *corner) for corner in corners], surface)

    end, glass, roof, flank = paint(body, 216), paint((58, 70, 84), 256), paint(body, 280), paint(body, 236)
    tyre, rim = paint((30, 30, 32), 256), paint((150, 152, 156), 230)
    outline = car.shape.outline
    stretches = list(zip(pairwise(outline), car.shape.kinds, strict=True))
    for ((a, low), (b, high)), kind in stretches if car.reverse else reversed(stretches):
        patch(((a, low, 0), (b, high, 0), (b, high, 256), (a, low, 256)), (end, glass, roof)[kind])
    if not car.across:
        _near_end(car, patch, paint, tyre)
    near_side = 0 if car.across or camera.x < car.x else 256
    if car.across or not car.x <= camera.x <= car.x + _WIDTH:
        for (a, low), (b, high) in pairwise(outline[1:-1]):
            patch(((a, 28, near_side), (a, low, near_side), (b, high, near_side), (b, 28, near_side)), flank)
        patch(((248, 28, near_side), (248, 88, near_side), (256, 84, near_side), (256, 28, near_side)), flank)
        patch(tuple((share, height, near_side) for share, height in car.shape.windows), glass)
        for wheel in (46, 206):
            for radius, surface in ((34, tyre), (18, rim)):
                patch(_wheel(wheel, radius, car.shape.length, near_side), surface)


def _wheel(share: int, radius: int, length: int, side: int) -> Corners:
    octagon = (
        (256, 106),
        (106, 256),
        (-106, 256),
        (-256, 106),
        (-256, -106),
        (-106, -256),
        (106, -256),
        (256, -106),
    )
    return tuple((share + radius * c // length, 34 + radius * s // 256, side) for c, s in octagon)


def _near_end(car: Car, patch: Patch, paint: Paint, tyre: int) -> None:
    """What faces us of a car that stands along the street: tyres, bumper, lamps and number plate."""
    share = 254 if car.reverse else 0
    lamp = paint((246, 240, 214), 256) if car.reverse else paint((204, 36, 30), 256)
    bumper, plate = paint((60, 60, 64), 256), paint((236, 232, 214), 256)
    for left, right, low, high, surface in (
        (8, 46, 0, 32, tyre),
        (210, 248, 0, 32, tyre),
        (0, 256, 28, 44, bumper),
        (8, 52, 62, 80, lamp),
        (204, 248, 62, 80, lamp),
        (96, 160, 46, 60, plate),
    ):
        patch(((share, low, left), (share, high, left), (share, high, right), (share, low, right)), surface)
