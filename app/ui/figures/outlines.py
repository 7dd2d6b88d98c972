"""The three answers as pictures: classes by their colours, objects by tints and numbers, outlines around both."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from app.components.picture_probe import Mark, Picture
from app.ui.figures.street_pictures import coloured
from lessons.flavours.encoding import PER_CLASS, VOID, VOID_CLASS, segment_ids
from lessons.flavours.instances import Instance
from lessons.flavours.kinds import THING_IDS
from lessons.palette import styles_for
from lessons.scenes import CLASS_NAMES

TINTS = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#9BD770", "#8F6FD1")
"""The colour of object 1, 2, …, then from the start again. The number on it says which it is."""

_TEXT = np.array([0.055, 0.08])
"""How high and wide a mark is at most, as a share of the picture's width where pictures stand four in a row."""

_TINTS = np.array([list(bytes.fromhex(tint[1:])) for tint in TINTS], np.float64)
_VOID = np.array([[255, 255, 255], [150, 150, 150]], np.uint8)
_LETTERS = [style.letter for style in styles_for(CLASS_NAMES)]


def semantic_picture(title: str, mask: NDArray[np.integer]) -> Picture:
    """A mask of class ids (height, width)."""
    return Picture(title, coloured(mask), outline=outline(mask))


def instance_picture(title: str, pixels: NDArray[np.uint8], instances: Sequence[Instance]) -> Picture:
    """Objects over the picture uint8 (height, width, 3) in grey; where masks overlap, the surer is on top."""
    colours = pale(pixels)
    for instance in sorted(instances, key=lambda each: each.score):
        colours[instance.mask] = 0.25 * colours[instance.mask] + 0.75 * tint(instance.number)
    paths = "".join(outline(each.mask) for each in instances)
    texts = marks((each.mask, f"{_LETTERS[each.label]}{each.number}") for each in instances)
    return Picture(title, colours.astype(np.uint8), outline=paths, marks=texts)


def panoptic_picture(title: str, panoptic: NDArray[np.integer]) -> Picture:
    """A panoptic map: stuff in the colour of its class, each object in a shade of its own, void striped."""
    segments = segment_ids(panoptic)
    labels, numbers = np.divmod(panoptic, PER_CLASS)
    void = labels == VOID_CLASS
    colours = coloured(np.where(void, 0, labels)).astype(np.float64)
    objects = []
    for segment in np.unique(segments).tolist():
        label, number = divmod(segment, PER_CLASS)
        if label not in THING_IDS or segment == VOID:
            continue
        here = segments == segment
        colours[here] = shade(label, number)
        objects.append((here, f"{_LETTERS[label]}{number}"))
    down, right = np.indices(void.shape)
    striped = void | (np.isin(labels, list(THING_IDS)) & (numbers == 0))
    colours[striped] = _VOID[((down + right) // 2 % 2)[striped]]
    return Picture(title, colours.astype(np.uint8), outline=outline(panoptic), marks=marks(objects))


def pale(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """A picture (height, width, 3) in light grey, from 125 to 240, on which colours stand out. A new array."""
    return np.repeat(pixels.mean(axis=2, keepdims=True), 3, axis=2) * 0.45 + 125


def tint(number: int) -> NDArray[np.float64]:
    """The colour of object `number`, which counts from 1, as (3,)."""
    return _TINTS[(number - 1) % len(TINTS)]


def shade(label: int, number: int) -> NDArray[np.float64]:
    """The colour of an object in a panoptic map, (3,): its class's, lighter or darker by its number."""
    colour = np.array(list(bytes.fromhex(styles_for(CLASS_NAMES)[label].colour[1:])), np.float64)
    towards, share = ((255, 0.5), (0, 0.0), (255, 0.28), (0, 0.3))[number % 4]
    return colour * (1 - share) + towards * share


def outline(ids: NDArray) -> str:
    """The path of an SVG along every edge between pixels (height, width) with different values; not along the rim."""
    below = (f"M{start} {line + 1}h{length}" for line, start, length in _runs(ids[1:] != ids[:-1]))
    beside = (f"M{line + 1} {start}v{length}" for line, start, length in _runs((ids[:, 1:] != ids[:, :-1]).T))
    return "".join([*below, *beside])


def marks(objects: Iterable[tuple[NDArray[np.bool_], str]]) -> list[Mark]:
    """A text on each mask, as near to its middle as the texts of the smaller masks leave room."""
    placed: list[Mark] = []
    for mask, text in sorted(objects, key=lambda each: int(each[0].sum())):
        pixels = np.argwhere(mask)
        middle, width = pixels.mean(axis=0), mask.shape[1]
        others = np.array([(each.row, each.column) for each in placed]).reshape(-1, 2)
        over = (np.abs(pixels[:, None] - others) < _TEXT * width).all(axis=2).sum(axis=1)
        row, column = pixels[np.lexsort((np.abs(pixels - middle).sum(axis=1), over))[0]].tolist()
        placed.append(Mark(row, column, text))
    return placed


def _runs(edges: NDArray[np.bool_]) -> Iterator[tuple[int, int, int]]:
    """(line, start, length) of every run of edges along the lines."""
    change = np.diff(np.pad(edges.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    lines, starts = np.nonzero(change == 1)
    return zip(lines.tolist(), starts.tolist(), (np.nonzero(change == -1)[1] - starts).tolist(), strict=True)
