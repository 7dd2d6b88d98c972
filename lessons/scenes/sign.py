"""Traffic signs: a plate on a pole about one pixel wide, the thinnest thing in the street."""

from dataclasses import dataclass

from lessons.scenes.camera import Camera
from lessons.scenes.dice import Dice
from lessons.scenes.drawing import SIGN, Colour, Drawing, Surface

_RIM: tuple[Colour, ...] = ((196, 40, 40), (36, 84, 168), (36, 84, 168), (226, 178, 40), (52, 116, 76))
_FIELD: tuple[Colour, ...] = ((238, 236, 230), (238, 236, 230), (36, 84, 168), (232, 190, 60), (196, 40, 40))


@dataclass(frozen=True)
class Sign:
    """A sign at (x, z); `height` of its plate's middle and `size`, half the plate's width; in cm."""

    x: int
    z: int
    height: int
    size: int

    @property
    def shadow(self) -> tuple[int, int, int]:
        """Half the width of its shadow, half its length, and how far off it falls, in cm."""
        return 16, 10, 10


def plan_sign(dice: Dice, x: int, z: int) -> Sign:
    """A sign of a likely size."""
    return Sign(x, z, dice.between(220, 275), dice.between(31, 42))


def draw_sign(drawing: Drawing, dice: Dice, camera: Camera, sign: Sign, pixel: int) -> None:
    """The sign as one instance; its pole is never thinner than `pixel`, so that it never breaks up."""
    instance = drawing.new_instance()

    def paint(colour: Colour, shade: int = 256) -> int:
        return drawing.surface(Surface(dice.near(colour, 12), SIGN, 0, instance, shade, sign.z))

    metal, rim, inner = paint((128, 130, 134), 226), paint(dice.pick(_RIM)), paint(dice.pick(_FIELD))
    mark = paint((40, 40, 44)) if dice.chance(60) else rim
    x, foot = camera.at(sign.x, 0, sign.z)
    _, y = camera.at(sign.x, sign.height, sign.z)
    half = max(camera.length(8, sign.z), pixel) // 2 + 1
    drawing.rectangle(x - half, y, x + half, foot, metal)
    size = camera.length(sign.size, sign.z)
    shape = dice.pick(("round", "round", "triangle", "board", "diamond"))
    for share, surface in ((256, rim), (184, inner)):
        radius = size * share // 256
        if shape == "round":
            drawing.ellipse(x, y, radius, radius, surface)
        elif shape == "triangle":
            base = y + size * 3 // 4 - (size - radius) // 2
            drawing.polygon(
                ((x - radius * 5 // 4, base), (x + radius * 5 // 4, base), (x, base - radius * 2)), surface
            )
        elif shape == "diamond":
            reach = radius * 5 // 4
            drawing.polygon(((x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)), surface)
        else:
            drawing.rectangle(x - radius, y - radius, x + radius, y + radius, surface)
    bar = size // 4
    if dice.chance(50):
        drawing.rectangle(x - size * 2 // 5, y - bar // 2, x + size * 2 // 5, y + bar // 2, mark)
    else:
        drawing.rectangle(x - bar // 2, y - size * 2 // 5, x + bar // 2, y + size * 2 // 5, mark)
