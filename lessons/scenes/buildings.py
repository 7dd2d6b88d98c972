"""Houses: two rows of fronts that run towards the vanishing point, with windows, doors and shops."""

from dataclasses import dataclass

from lessons.scenes.camera import Camera
from lessons.scenes.dice import Dice
from lessons.scenes.drawing import BUILDING, Colour, Drawing, Surface, blend
from lessons.scenes.ground import Street
from lessons.scenes.light import Light
from lessons.scenes.raster import UNITS
from lessons.scenes.texture import BRICK, PLAIN, PLASTER

_WALLS: tuple[tuple[Colour, int], ...] = (
    ((178, 96, 74), BRICK),
    ((150, 82, 66), BRICK),
    ((206, 184, 148), PLASTER),
    ((224, 216, 200), PLASTER),
    ((164, 160, 154), PLASTER),
    ((146, 152, 162), PLASTER),
    ((196, 160, 122), BRICK),
    ((214, 176, 164), PLASTER),
    ((128, 150, 140), PLASTER),
)
_AWNINGS: tuple[Colour, ...] = ((168, 52, 46), (46, 98, 82), (52, 74, 120), (200, 160, 70), (92, 60, 80))
_FLOOR = 310
_LAST = 6500
_NARROWEST = 24


@dataclass(frozen=True)
class House:
    """One house: the wall's x, where its front begins and ends (z), how many floors; all in cm."""

    side: int
    wall: int
    near: int
    far: int
    floors: int


@dataclass(frozen=True)
class Panes:
    """The surfaces in the windows of a house, and how many per cent of them have a `lamp` on."""

    glass: int
    lamp: int
    door: int
    lit: int


def draw_buildings(drawing: Drawing, dice: Dice, camera: Camera, street: Street, light: Light) -> None:
    """Both rows of houses, from far to near, with a gap now and then."""
    for side in (-1, 1):
        houses: list[House] = []
        near = dice.between(120, 500)
        while near < _LAST:
            far = near + dice.between(600, 1500) + near // 4
            if not dice.chance(16):
                houses.append(House(side, street.wall(side), near, far, dice.between(2, 5)))
            near = far
        for house in reversed(houses):
            _draw_house(drawing, dice, camera, house, light)


def _draw_house(drawing: Drawing, dice: Dice, camera: Camera, house: House, light: Light) -> None:
    colour, texture = dice.pick(_WALLS)
    colour = dice.near(colour, 22)
    sunny = light.from_left == (house.side > 0)
    front, gable = (256, 196) if sunny else (200, 232)
    near, far, x = house.near, house.far, house.wall
    height = house.floors * _FLOOR + 90

    def paint(face: Colour, pattern: int, shade: int, glow: int = 0) -> int:
        return drawing.surface(Surface(face, BUILDING, pattern, 0, shade, near + 300, glow))

    wall, end = paint(colour, texture, front), paint(colour, texture, gable)
    trim = paint(blend(colour, (240, 236, 226), 110), PLASTER, front)
    glass = paint(dice.near((70, 84, 102), 24), PLAIN, 236)
    lamp = paint((250, 214, 136), PLAIN, 256, glow=210)

    outer = x + house.side * 3000
    drawing.polygon([camera.at(*p, near) for p in ((x, 0), (x, height), (outer, height), (outer, 0))], end)
    drawing.polygon(camera.wall(x, (near, far), (0, height)), wall)
    drawing.polygon(camera.wall(x, (near, far), (height - 45, height)), trim)
    shop = dice.chance(45)
    if shop:
        awning = paint(dice.near(dice.pick(_AWNINGS), 20), PLAIN, front)
        drawing.polygon(camera.wall(x, (near + 40, far - 40), (40, 230)), glass)
        drawing.polygon(camera.wall(x, (near + 20, far - 20), (225, 290)), awning)
    panes = Panes(glass, lamp, trim, light.lit)
    _draw_windows(drawing, dice, camera, house, panes, lowest=1 if shop else 0)


def _draw_windows(
    drawing: Drawing, dice: Dice, camera: Camera, house: House, panes: Panes, lowest: int
) -> None:
    """One window per bay and floor from the floor `lowest` up, with the door in the middle of the ground floor."""
    bays = max(2, (house.far - house.near) // dice.between(260, 380))
    step = (house.far - house.near) // bays
    margin = step * dice.between(50, 80) // 256
    sill, head = dice.between(80, 110), dice.between(220, 262)
    for bay in range(bays):
        z = house.near + bay * step
        along = z + margin, z + step - margin
        left, right = sorted(camera.at(house.wall, 0, edge)[0] for edge in along)
        if right - left < _NARROWEST or right < 0 or left > UNITS:
            continue
        for floor in range(lowest, house.floors):
            base = floor * _FLOOR
            if camera.at(house.wall, base + sill, z + step)[1] < 0:
                break
            door = floor == 0 and bay == bays // 2
            pane = panes.lamp if dice.chance(panes.lit) else panes.door if door else panes.glass
            up = 0 if door else base + sill, base + head
            drawing.polygon(camera.wall(house.wall, along, up), pane)
