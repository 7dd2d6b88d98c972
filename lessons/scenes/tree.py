"""Trees: a trunk, branches, and a crown of many leafy lumps, lighter on the side of the sun."""

from dataclasses import dataclass

from lessons.scenes.camera import Camera
from lessons.scenes.dice import Dice
from lessons.scenes.drawing import TREE, Colour, Drawing, Surface
from lessons.scenes.light import Light
from lessons.scenes.texture import LEAVES, PLASTER

_GREENS: tuple[Colour, ...] = (
    (84, 124, 60), (64, 104, 58), (104, 132, 62), (120, 128, 64), (186, 132, 58), (168, 92, 60), (92, 110, 84),
)  # fmt: skip
# Lumps of a crown: (x, y, radius) in 256ths of the crown's half width, y from its middle up.
_ROUND = (
    (0, 0, 200),
    (-130, -40, 130),
    (130, -40, 130),
    (-90, 90, 130),
    (90, 90, 130),
    (0, 150, 110),
    (0, -110, 130),
)
_TALL = (
    (0, -260, 130),
    (-60, -120, 150),
    (60, -110, 150),
    (-50, 60, 150),
    (50, 70, 140),
    (0, 220, 130),
    (0, 350, 90),
)
_WIDE = (
    (-190, -20, 110),
    (190, -20, 110),
    (-80, 40, 140),
    (80, 40, 140),
    (0, 90, 120),
    (0, -50, 130),
    (-140, 70, 90),
)
_SHAPES = (_ROUND, _ROUND, _WIDE, _TALL)


@dataclass(frozen=True)
class Tree:
    """A tree at (x, z) in cm; `crown` is half the crown's width, `trunk` how high its middle is."""

    x: int
    z: int
    crown: int
    trunk: int

    @property
    def shadow(self) -> tuple[int, int, int]:
        """Half the width of its shadow, half its length, and how far off it falls, in cm."""
        return self.crown, self.crown * 3 // 4, self.trunk // 2


def plan_tree(dice: Dice, x: int, z: int) -> Tree:
    """A tree of a likely size."""
    crown = dice.between(125, 225)
    return Tree(x, z, crown, dice.between(330, 430) + crown // 2)


def draw_tree(drawing: Drawing, dice: Dice, camera: Camera, light: Light, tree: Tree) -> None:
    """The tree as one instance."""
    instance = drawing.new_instance()
    green, bark = dice.near(dice.pick(_GREENS), 18), dice.near((98, 78, 62), 22)

    def paint(colour: Colour, texture: int, shade: int) -> int:
        return drawing.surface(Surface(colour, TREE, texture, instance, shade, tree.z))

    wood, dark, middle, bright = (
        paint(bark, PLASTER, 220),
        paint(green, LEAVES, 164),
        paint(green, LEAVES, 216),
        paint(green, LEAVES, 272),
    )
    foot_x, foot_y = camera.at(tree.x, 0, tree.z)
    _, middle_y = camera.at(tree.x, tree.trunk, tree.z)
    half = max(20, camera.length(dice.between(11, 17), tree.z))
    lean = dice.between(-half, half)
    top_x = foot_x + lean
    drawing.polygon(
        (
            (foot_x - half * 5 // 4, foot_y),
            (top_x - half * 3 // 4, middle_y),
            (top_x + half * 3 // 4, middle_y),
            (foot_x + half * 5 // 4, foot_y),
        ),
        wood,
    )
    size = camera.length(tree.crown, tree.z)
    sun = -1 if light.from_left else 1
    lumps = [
        (
            top_x + size * (x + dice.between(-24, 24)) // 256,
            middle_y - size * (y + dice.between(-24, 24)) // 256,
            size * (r + dice.between(-16, 16)) // 256,
        )
        for x, y, r in dice.pick(_SHAPES)
    ]
    for x, y, radius in lumps:
        drawing.ellipse(x, y, radius, radius, dark)
    for x, y, radius in lumps:
        drawing.ellipse(x + sun * radius // 7, y - radius // 5, radius * 3 // 4, radius * 3 // 4, middle)
    for x, y, radius in lumps[1:6]:
        drawing.ellipse(
            x + sun * radius // 3, y - radius * 2 // 5, radius * 2 // 5, radius * 2 // 5, bright, 2
        )
