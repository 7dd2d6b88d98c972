"""People: head, hair, torso, and arms and legs that are thin enough to be hard to find."""

from dataclasses import dataclass

from lessons.scenes.camera import Camera
from lessons.scenes.dice import Dice
from lessons.scenes.drawing import PERSON, Colour, Drawing, Surface

_SKIN: tuple[Colour, ...] = ((236, 196, 166), (214, 164, 128), (174, 122, 88), (128, 86, 62), (92, 62, 48))
_HAIR: tuple[Colour, ...] = ((44, 36, 32), (84, 58, 38), (150, 108, 60), (128, 126, 124), (28, 26, 30))
_CLOTHES: tuple[Colour, ...] = (
    (190, 52, 48), (44, 78, 142), (222, 220, 212), (48, 48, 56), (214, 168, 56), (74, 122, 88), (132, 130, 132),
    (150, 96, 130), (96, 76, 60), (226, 130, 90),
)  # fmt: skip
_TROUSERS: tuple[Colour, ...] = ((42, 46, 66), (64, 84, 120), (96, 90, 84), (34, 34, 38), (150, 134, 112))
# How far apart feet and hands are, in 256ths of the height: (left foot, right foot, left hand, right hand).
_POSES = ((-20, 20, -34, 34), (-40, 36, -40, 24), (-12, 14, -30, 30), (-30, 44, -22, 44), (-46, 46, -46, 40))


@dataclass(frozen=True)
class Person:
    """Someone standing or walking at (x, z), `height` tall; in cm."""

    x: int
    z: int
    height: int

    @property
    def shadow(self) -> tuple[int, int, int]:
        """Half the width of their shadow, half its length, and how far off it falls, in cm."""
        return 34, 20, 22


def plan_person(dice: Dice, x: int, z: int) -> Person:
    """A person of a likely height; one in eight is a child."""
    return Person(x, z, dice.between(115, 145) if dice.chance(12) else dice.between(160, 192))


def draw_person(drawing: Drawing, dice: Dice, camera: Camera, person: Person, pixel: int) -> None:
    """The person as one instance; no limb is thinner than `pixel`, so that none falls between pixels."""
    instance = drawing.new_instance()

    def paint(colours: tuple[Colour, ...], shade: int = 256) -> int:
        return drawing.surface(
            Surface(dice.near(dice.pick(colours), 14), PERSON, 0, instance, shade, person.z)
        )

    skin, hair, top, legs = paint(_SKIN), paint(_HAIR), paint(_CLOTHES), paint(_TROUSERS)
    sleeve = drawing.surface(Surface(drawing.surfaces[top].colour, PERSON, 0, instance, 214, person.z))
    x, foot = camera.at(person.x, 0, person.z)
    tall = camera.length(person.height, person.z)

    def part(share: int) -> int:
        return tall * share // 256

    def limb(start: tuple[int, int], end: tuple[int, int], width: int, surface: int) -> None:
        half = max(part(width), pixel) // 2 + 1
        drawing.polygon(
            (
                (x + part(start[0]) - half, foot - part(start[1])),
                (x + part(start[0]) + half, foot - part(start[1])),
                (x + part(end[0]) + half, foot - part(end[1])),
                (x + part(end[0]) - half, foot - part(end[1])),
            ),
            surface,
        )

    left_foot, right_foot, left_hand, right_hand = dice.pick(_POSES)
    limb((-10, 128), (left_foot, 0), 22, legs)
    limb((10, 128), (right_foot, 0), 22, legs)
    limb((-27, 206), (left_hand, 118), 16, sleeve)
    limb((27, 206), (right_hand, 118), 16, sleeve)
    wide = dice.between(25, 31)
    drawing.polygon(
        (
            (x - part(wide), foot - part(208)),
            (x + part(wide), foot - part(208)),
            (x + part(wide - 6), foot - part(118)),
            (x - part(wide - 6), foot - part(118)),
        ),
        top,
    )
    if dice.chance(28):  # a skirt or a long coat
        drawing.polygon(
            (
                (x - part(20), foot - part(136)),
                (x + part(20), foot - part(136)),
                (x + part(38), foot - part(66)),
                (x - part(38), foot - part(66)),
            ),
            top,
        )
    drawing.ellipse(x, foot - part(232), part(19), part(24), hair, 2)
    drawing.ellipse(x + part(dice.between(-4, 4)), foot - part(227), part(15), part(18), skin, 2)
