"""A mask, and four prompts of which it fulfils one; each of the others is broken in its own way."""

import random
from dataclasses import dataclass

from exercises._engine.variants import Mask, TaskPicture, Variant
from lessons.prompting.prompts import Box, Click, Prompts

HEIGHT, WIDTH = 6, 7
NAMES = ("background", "car")
_FITS = "Every + is in the mask, no − is, and the mask reaches the sides of a box if there is one."

Cell = tuple[int, int]


@dataclass(frozen=True)
class _Cells:
    inside: list[Cell]
    outside: list[Cell]
    box: Box


def draw(rng: random.Random) -> Variant:
    while True:
        mask = _mask(rng)
        cells = _cells(mask)
        prompts = [_fitting(rng, cells), *(_broken(rng, cells, way) for way in ("inside", "outside", "box"))]
        whys = [broken(prompt, mask) for prompt in prompts]
        texts = [_text(prompt) for prompt in prompts]
        # The usual mistake must show: the right prompt read with rows and columns exchanged does not fit.
        if [why is None for why in whys] != [True, False, False, False] or len(set(texts)) < len(texts):
            continue
        if broken(_exchanged(prompts[0]), mask) is None:
            continue
        order = rng.sample(range(len(prompts)), len(prompts))
        return Variant(
            answer=order.index(0),
            pictures=(TaskPicture("Mask", mask, NAMES),),
            options=tuple((texts[place], whys[place] or _FITS) for place in order),
        )


def broken(prompts: Prompts, mask: Mask) -> str | None:
    """What the mask does not do that these prompts say, as a sentence; None if it does all."""
    for click in prompts.clicks:
        here = 0 <= click.row < HEIGHT and 0 <= click.column < WIDTH and mask[click.row][click.column] == 1
        if here != click.positive:
            said, found = ("+", "outside of") if click.positive else ("−", "in")
            return f"The {said} at row {click.row + 1}, column {click.column + 1} is {found} the mask."
    if prompts.box is not None and prompts.box != _cells(mask).box:
        return f"The box is not around the mask, which has {_around(_cells(mask).box)}."
    return None


def _fitting(rng: random.Random, cells: _Cells) -> Prompts:
    clicks = [Click(*cell) for cell in rng.sample(cells.inside, 2)]
    clicks += [Click(*cell, False) for cell in rng.sample(cells.outside, 1)]
    return Prompts(tuple(clicks), cells.box if rng.random() < 0.5 else None)


def _broken(rng: random.Random, cells: _Cells, way: str) -> Prompts:
    """A prompt that fits but for one click, or for one side of its box."""
    fitting = _fitting(rng, cells)
    if way == "inside":
        clicks = (*fitting.clicks[:1], Click(*rng.choice(cells.outside)), *fitting.clicks[2:])
        return Prompts(clicks, fitting.box)
    if way == "outside":
        return Prompts((*fitting.clicks[:2], Click(*rng.choice(cells.inside), False)), fitting.box)
    box = cells.box
    sides = [box.top, box.left, box.bottom, box.right]
    side = rng.randrange(4)
    sides[side] += rng.choice((-1, 1))
    moved = Box(*sides)
    inside = moved.top >= 0 and moved.left >= 0 and moved.bottom <= HEIGHT and moved.right <= WIDTH
    return Prompts(fitting.clicks, moved if inside else None)


def _exchanged(prompts: Prompts) -> Prompts:
    """The same prompts with rows and columns exchanged, as they are misread."""
    clicks = tuple(Click(click.column, click.row, click.positive) for click in prompts.clicks)
    box = prompts.box
    return Prompts(clicks, box and Box(box.left, box.top, box.right, box.bottom))


def _mask(rng: random.Random) -> Mask:
    """One or two rectangles that overlap, away from the rim."""
    top, left = rng.randint(1, 2), rng.randint(1, 3)
    cells = {(y, x) for y in range(top, top + 3) for x in range(left, left + 2)}
    low, wide = rng.randint(top, top + 2), rng.randint(left, left + 1)
    cells |= {(y, x) for y in range(low, min(HEIGHT, low + 2)) for x in range(wide, min(WIDTH, wide + 3))}
    return tuple(tuple(int((y, x) in cells) for x in range(WIDTH)) for y in range(HEIGHT))


def _cells(mask: Mask) -> _Cells:
    places = [(y, x) for y in range(HEIGHT) for x in range(WIDTH)]
    inside = [(y, x) for y, x in places if mask[y][x] == 1]
    rows, columns = zip(*inside, strict=True)
    box = Box(min(rows), min(columns), max(rows) + 1, max(columns) + 1)
    return _Cells(inside, [cell for cell in places if cell not in inside], box)


def _text(prompts: Prompts) -> str:
    parts = [
        f"{'+' if click.positive else '−'} row {click.row + 1}, column {click.column + 1}"
        for click in prompts.clicks
    ]
    parts += [f"box: {_around(prompts.box)}"] if prompts.box else []
    return "; ".join(parts)


def _around(box: Box) -> str:
    return f"rows {box.top + 1} to {box.bottom}, columns {box.left + 1} to {box.right}"
