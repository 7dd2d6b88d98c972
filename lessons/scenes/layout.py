"""What stands where: the plan of one street, drawn by lot."""

from dataclasses import dataclass

from lessons.scenes.camera import Camera
from lessons.scenes.car import Car, plan_car
from lessons.scenes.dice import Dice
from lessons.scenes.ground import Street
from lessons.scenes.person import Person, plan_person
from lessons.scenes.sign import Sign, plan_sign
from lessons.scenes.tree import Tree, plan_tree

Thing = Tree | Car | Person | Sign


@dataclass(frozen=True)
class Plan:
    """A street, the camera in it and its things, farthest first."""

    camera: Camera
    street: Street
    things: tuple[Thing, ...]


def draw_plan(dice: Dice) -> Plan:
    """Plan a street. The sizes are a real street's; the counts make the class shares a real street's."""
    street = Street(dice.between(280, 430), dice.between(250, 480), dice.between(250, 480))
    camera = Camera(
        x=dice.between(-street.half * 3 // 4, street.half * 3 // 4),
        height=dice.between(145, 235),
        vanish_x=dice.between(1350, 2750),
        horizon=dice.between(1650, 2250),
        focal=dice.between(3500, 4600),
    )
    things: list[Thing] = []
    _place_cars(dice, camera, street, things)
    for _ in range(dice.between(3, 8)):
        side = dice.pick((-1, 1))
        x = street.kerb(side) + side * dice.between(60, 150)
        _place(things, camera, plan_tree(dice, x, dice.between(650, 3000)), apart=260)
    for _ in range(dice.pick((1, 1, 1, 1, 2))):
        for _ in range(6):
            side = dice.pick((-1, 1))
            x = street.kerb(side) + side * dice.between(25, 60)
            if _place(things, camera, plan_sign(dice, x, dice.between(680, 1500)), apart=110):
                break
    for _ in range(dice.pick((1, 1, 1, 2, 3))):
        for _ in range(6):
            if _place(
                things, camera, plan_person(dice, _walk(dice, street), dice.between(660, 1600)), apart=80
            ):
                break
    return Plan(camera, street, tuple(sorted(things, key=lambda thing: -thing.z)))


def _walk(dice: Dice, street: Street) -> int:
    """Where across the street somebody walks: mostly on a pavement, sometimes on the road."""
    if dice.chance(25):
        return dice.between(-street.half, street.half)
    side = dice.pick((-1, 1))
    return side * dice.between(street.half + 40, abs(street.wall(side)) - 40)


def _place_cars(dice: Dice, camera: Camera, street: Street, things: list[Thing]) -> None:
    if dice.chance(35):
        z = dice.between(850, 1900)
        x = dice.between(-street.half - 100, street.half - 330)
        _place(things, camera, plan_car(dice, x, z, True, dice.chance(50)), apart=320, middle=200)
    for _ in range(dice.between(2, 5)):
        side = dice.pick((-1, 1))
        parked = dice.chance(60)
        right = street.half - 12 if parked else street.half // 2 + 90
        x = right - 178 if side > 0 else -right
        z = dice.between(560, 2200)
        _place(things, camera, plan_car(dice, x, z, False, side < 0), apart=560, middle=89)


def _place(things: list[Thing], camera: Camera, thing: Thing, apart: int, middle: int = 0) -> bool:
    """Add the thing if it is in view and `apart` cm or more from all others; whether it was."""
    if not camera.sees(thing.x + middle, thing.z):
        return False
    for other in things:
        if abs(other.x - thing.x) + abs(other.z - thing.z) < apart:
            return False
    things.append(thing)
    return True
