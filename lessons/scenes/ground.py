"""The backdrop: sky, the far end of the street, pavement and road with its markings."""

from dataclasses import dataclass
from itertools import pairwise

from lessons.scenes.camera import Camera, Reach
from lessons.scenes.dice import Dice
from lessons.scenes.drawing import BUILDING, ROAD, SIDEWALK, SKY, Colour, Drawing, Surface, blend
from lessons.scenes.light import Light
from lessons.scenes.raster import UNITS
from lessons.scenes.texture import CLOUDS, GRAIN, PLASTER

NEAR, FAR = 110, 40_000
"""The ground we see begins just in front of the camera and goes on to the horizon; in cm."""

_PAVINGS: tuple[Colour, ...] = ((168, 162, 154), (150, 150, 152), (176, 160, 140), (132, 128, 126))
_ASPHALTS: tuple[Colour, ...] = ((92, 92, 96), (112, 112, 114), (76, 78, 84), (128, 124, 120))
_SKY_BANDS = 24
_STRETCHES = (NEAR, 600, 900, 1400, 2200, 3600, 6000, 10_000, FAR)


@dataclass(frozen=True)
class Street:
    """The plan of a street, in cm: the road's half width and how wide the pavements beside it are."""

    half: int
    left_walk: int
    right_walk: int

    def kerb(self, side: int) -> int:
        """Where the kerb is (x) on a side, −1 = left, 1 = right."""
        return side * self.half

    def wall(self, side: int) -> int:
        """Where the house fronts are (x) on a side."""
        return side * (self.half + (self.left_walk if side < 0 else self.right_walk))


def draw_sky(drawing: Drawing, dice: Dice, camera: Camera, light: Light) -> None:
    """Sky from its top colour to its colour at the horizon, with the roofs of the city far away."""
    for band in range(_SKY_BANDS):
        colour = blend(light.top, light.low, band * 256 // _SKY_BANDS)
        top, bottom = (camera.horizon * edge // _SKY_BANDS for edge in (band, band + 1))
        surface = drawing.surface(Surface(colour, SKY, CLOUDS, glow=256))
        drawing.rectangle(0, top, UNITS, bottom + 40, surface)
    left = 0
    while left < UNITS:
        colour = dice.near((120, 122, 130), 30)
        right = left + dice.between(160, 420)
        roof = camera.horizon - dice.between(50, 260)
        surface = drawing.surface(Surface(colour, BUILDING, PLASTER, depth=dice.between(8000, 14_000)))
        drawing.rectangle(left, roof, right, camera.horizon + 20, surface)
        left = right


def draw_ground(drawing: Drawing, dice: Dice, camera: Camera, street: Street) -> None:
    """Pavement everywhere, and on it the road, the kerbs and the markings."""
    paving, asphalt = dice.near(dice.pick(_PAVINGS), 14), dice.near(dice.pick(_ASPHALTS), 10)
    _surface_in_stretches(drawing, camera, (-30_000, 30_000), Surface(paving, SIDEWALK, PLASTER))
    _joints(drawing, camera, street, paving)
    _surface_in_stretches(drawing, camera, (-street.half, street.half), Surface(asphalt, ROAD, GRAIN))
    for side in (-1, 1):
        edge = street.kerb(side)
        kerb = drawing.surface(Surface(_lighter(paving, 26), SIDEWALK, PLASTER, depth=600))
        drawing.polygon(camera.ground((edge, edge + side * 22), (NEAR, FAR)), kerb)
        gutter = drawing.surface(Surface(_lighter(asphalt, -26), ROAD, GRAIN, depth=600))
        drawing.polygon(camera.ground((edge - side * 12, edge), (NEAR, FAR)), gutter)
    _markings(drawing, dice, camera, street, asphalt)


def _surface_in_stretches(drawing: Drawing, camera: Camera, across: Reach, surface: Surface) -> None:
    """Cover the ground from far to near, each stretch with the haze of its own distance."""
    for far, near in pairwise(reversed(_STRETCHES)):
        depth = min(near * 3 // 2, 9000)
        stretch = Surface(surface.colour, surface.label, surface.texture, depth=depth)
        drawing.polygon(camera.ground(across, (near, far)), drawing.surface(stretch))


def _joints(drawing: Drawing, camera: Camera, street: Street, paving: Colour) -> None:
    joint = drawing.surface(Surface(_lighter(paving, -22), SIDEWALK, PLASTER, depth=600))
    for side in (-1, 1):
        z = 300
        while z < 2400:
            (x0, y0), (x1, y1) = camera.at(street.kerb(side), 0, z), camera.at(street.wall(side), 0, z)
            thick = max(14, camera.length(5, z) // 4)
            drawing.polygon(((x0, y0), (x1, y1), (x1, y1 + thick), (x0, y0 + thick)), joint)
            z += 60 + z // 6


def _markings(drawing: Drawing, dice: Dice, camera: Camera, street: Street, asphalt: Colour) -> None:
    """Centre line, edge lines and a zebra crossing, in paint that may be worn."""
    white = blend((236, 234, 224), asphalt, dice.between(0, 110))
    paint = drawing.surface(Surface(white, ROAD, GRAIN, depth=800))
    z = dice.between(NEAR, 400)
    solid = dice.chance(25)
    while z < 6000:
        drawing.polygon(camera.ground((-7, 7), (z, z + 300)), paint)
        z += 300 if solid else 700
    if dice.chance(50):
        for side in (-1, 1):
            edge = street.kerb(side) - side * 45
            drawing.polygon(camera.ground((edge - 6, edge + 6), (NEAR, 8000)), paint)
    if dice.chance(45):
        crossing = dice.between(480, 1300)
        for x in range(-street.half + 30, street.half - 50, 95):
            drawing.polygon(camera.ground((x, x + 48), (crossing, crossing + 280)), paint)


def _lighter(colour: Colour, change: int) -> Colour:
    red, green, blue = (min(255, max(0, part + change)) for part in colour)
    return red, green, blue
