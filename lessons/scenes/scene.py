"""One street scene: plan it, paint surfaces from far to near, light them, and take the picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lessons.scenes.buildings import draw_buildings
from lessons.scenes.car import Car, draw_car
from lessons.scenes.dice import Dice
from lessons.scenes.drawing import Drawing
from lessons.scenes.ground import draw_ground, draw_sky
from lessons.scenes.layout import Plan, Thing, draw_plan
from lessons.scenes.light import Light, draw_light, lit_colours
from lessons.scenes.person import Person, draw_person
from lessons.scenes.raster import UNITS
from lessons.scenes.shadows import draw_shadows
from lessons.scenes.sign import draw_sign
from lessons.scenes.texture import CLOUDS, TILE, tiles
from lessons.scenes.tree import Tree, draw_tree

HELD_OUT_SEEDS = range(0, 10_000)
"""Seeds of scenes that no model is trained on: pages and tests draw from these, training from 1,000,000 up."""

SMALLEST, LARGEST = 64, 256
_FINER = 2
"""Each pixel is the mean of 2 × 2 samples, as a sensor collects light over its whole area."""


@dataclass(frozen=True)
class Scene:
    """A picture with its exact truth.

    `image` uint8 (size, size, 3) is RGB; `mask` uint8 (size, size) holds ids of `CLASS_NAMES`;
    `instance_ids` uint16 (size, size) numbers the trees, cars, people and signs 1, 2, … by what is
    visible of them, farthest first, and is 0 elsewhere.
    """

    image: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    instance_ids: NDArray[np.uint16]


def street_scene(seed: int, size: int = 128) -> Scene:
    """The street with this seed, `size` pixels wide and high; the same street at every size.

    Raises:
        ValueError: the seed is negative, or the size is not between 64 and 256.
    """
    if seed < 0:
        raise ValueError(f"The seed is {seed}; give 0 or more.")
    if not SMALLEST <= size <= LARGEST:
        raise ValueError(f"The size is {size} pixels; give {SMALLEST} to {LARGEST}.")
    dice = Dice(seed, 0)
    light, plan, drawing = draw_light(dice), draw_plan(dice), Drawing()
    surfaces = np.zeros((size * _FINER, size * _FINER), dtype=np.int64)
    shadows = np.zeros_like(surfaces)

    draw_sky(drawing, dice, plan.camera, light)
    sky = len(drawing.surfaces)
    draw_ground(drawing, dice, plan.camera, plan.street)
    ground = len(drawing.surfaces)
    drawing.paint(surfaces)
    draw_shadows(drawing, dice, plan, light)
    drawing.paint(shadows)
    draw_buildings(drawing, dice, plan.camera, plan.street, light)
    for thing in plan.things:
        _draw_thing(drawing, dice, plan, light, thing, pixel=-(-UNITS // size))
    drawing.paint(surfaces)

    visible = surfaces[1::_FINER, 1::_FINER].copy()  # the sample beside a pixel's centre decides its truth
    table = np.array([(s.label, s.instance, s.texture) for s in drawing.surfaces]).T.copy()
    label, instance, texture = (column.take(visible) for column in table)
    surfaces += shadows * ((surfaces >= sky) & (surfaces < ground)) * len(drawing.surfaces)
    return Scene(
        image=_photograph(lit_colours(drawing.surfaces, light), surfaces, texture, light, Dice(seed, 1)),
        mask=label.astype(np.uint8),
        instance_ids=_without_gaps(instance, drawing.instances),
    )


def _draw_thing(drawing: Drawing, dice: Dice, plan: Plan, light: Light, thing: Thing, pixel: int) -> None:
    if isinstance(thing, Tree):
        draw_tree(drawing, dice, plan.camera, light, thing)
    elif isinstance(thing, Car):
        draw_car(drawing, dice, plan.camera, thing)
    elif isinstance(thing, Person):
        draw_person(drawing, dice, plan.camera, thing, pixel)
    else:
        draw_sign(drawing, dice, plan.camera, thing, pixel)


def _photograph(
    colours: NDArray[np.uint16],
    surfaces: NDArray[np.int64],
    texture: NDArray[np.int64],
    light: Light,
    dice: Dice,
) -> NDArray[np.uint8]:
    """The picture a sensor takes of surfaces (2 size, 2 size): mean, texture, noise; uint8 (size, size, 3)."""
    size = len(texture)
    # A colour's channels travel as one number, four times 16 bits, which leaves room to add four of them.
    four = np.zeros((len(colours), 4), dtype=np.uint16)
    four[:, :3] = colours
    samples = four.view(np.uint64).take(surfaces)
    total = samples[::2, ::2] + samples[1::2, ::2] + samples[::2, 1::2] + samples[1::2, 1::2]
    image = total.view(np.uint16).reshape(size, size, 4)[:, :, :3].astype(np.int32)
    down, right = ((np.arange(size) * TILE // size + dice.between(0, TILE - 1)) % TILE for _ in range(2))
    pattern = tiles()[texture, down[:, None], right].astype(np.int32)
    clouds = np.where(texture == CLOUDS, np.clip(pattern * light.clouds // 256, 0, 220), 0)
    gain = np.where(texture == CLOUDS, 256, 256 + pattern)
    image = image * gain[:, :, None] >> 10  # four samples, and a gain in 256ths
    image += (np.array(light.cloud, dtype=np.int32) - image) * clouds[:, :, None] >> 8
    noise = dice.raw_bytes(image.size).reshape(image.shape)
    image += ((noise & 15).astype(np.int32) + (noise >> 4) - 15) * light.noise >> 3
    return np.clip(image, 0, 255).astype(np.uint8)


def _without_gaps(instance: NDArray[np.int64], count: int) -> NDArray[np.uint16]:
    """Ids 1, 2, … for the objects of which a pixel is visible, in the order they were painted."""
    visible = np.bincount(instance.reshape(-1), minlength=count + 1) > 0
    visible[0] = False
    return (np.cumsum(visible) * visible)[instance].astype(np.uint16)
