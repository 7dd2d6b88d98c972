"""Shadows on the ground: of the houses on the sunny side, and of everything that stands."""

from lessons.scenes.car import Car
from lessons.scenes.dice import Dice
from lessons.scenes.drawing import Drawing
from lessons.scenes.ground import NEAR
from lessons.scenes.layout import Plan
from lessons.scenes.light import Light

SHADED = 1


def draw_shadows(drawing: Drawing, dice: Dice, plan: Plan, light: Light) -> None:
    """Paint where the ground is in shade, as 1."""
    camera, street = plan.camera, plan.street
    away = 1 if light.from_left else -1
    if dice.chance(60):
        wall = street.wall(-away)
        edge = wall + away * dice.between(150, 620)
        drawing.polygon(camera.ground((wall - away * 3000, edge), (NEAR, 30_000)), SHADED)
    for thing in plan.things:
        if isinstance(thing, Car):
            across, along = thing.ground
            left, right = across[0] + min(0, away * 50), across[1] + max(0, away * 50)
            drawing.polygon(camera.ground((left, right), along), SHADED)
            continue
        half, deep, off = thing.shadow
        tip = thing.x + away * off
        stem = thing.z - deep // 4, thing.z + deep // 4
        drawing.polygon(camera.ground((min(tip, thing.x), max(tip, thing.x)), stem), SHADED)
        flat = max(12, camera.length(deep, thing.z) * camera.height // thing.z)
        drawing.ellipse(*camera.at(tip, 0, thing.z), camera.length(half, thing.z), flat, SHADED)
