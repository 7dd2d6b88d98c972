import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.scenes.dice import Dice
from lessons.scenes.drawing import Drawing
from lessons.scenes.raster import UNITS, fill

Point = tuple[int, int]
COORDINATE = st.integers(-2 * UNITS, 3 * UNITS)
WITHIN = st.integers(1, UNITS - 1)
POINT = st.tuples(COORDINATE, COORDINATE)


def painted(side: int, *polygons: list[Point]) -> np.ndarray:
    canvas = np.zeros((side, side), np.int64)
    points = np.array([point for polygon in polygons for point in polygon], np.int64)
    sizes = np.array([len(polygon) for polygon in polygons])
    fill(canvas, points, sizes, np.arange(1, len(polygons) + 1))
    return canvas


def inside(polygon: list[Point], x: int, y: int) -> bool:
    """Whether a point is inside a convex polygon: on the same side of every edge, in whole numbers."""
    crosses = [
        (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)
        for (x0, y0), (x1, y1) in zip(polygon, polygon[1:] + polygon[:1], strict=True)
    ]
    return all(cross > 0 for cross in crosses) or all(cross < 0 for cross in crosses)


@given(st.lists(POINT, min_size=3, max_size=3), st.integers(1, 24))
def test_a_pixel_is_painted_if_its_centre_is_inside(triangle: list[Point], side: int) -> None:
    canvas = painted(side, triangle)
    scaled = [(x * 2 * side, y * 2 * side) for x, y in triangle]
    for row in range(side):
        for column in range(side):
            x, y = (2 * column + 1) * UNITS, (2 * row + 1) * UNITS
            # A centre within one unit of an edge may fall either way.
            verdicts = {inside(scaled, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
            if len(verdicts) == 1:
                assert bool(canvas[row, column]) == verdicts.pop()


@given(st.tuples(WITHIN, WITHIN), st.integers(1, 40))
def test_neighbours_leave_no_gap_and_share_no_pixel(middle: Point, side: int) -> None:
    """Four triangles around any point of the picture cover every pixel exactly once."""
    corners = [(0, 0), (UNITS, 0), (UNITS, UNITS), (0, UNITS)]
    parts = [[corners[i], corners[(i + 1) % 4], middle] for i in range(4)]
    covered = np.sum([painted(side, part) > 0 for part in parts], axis=0)
    assert (covered == 1).all()


def test_later_polygons_cover_earlier_ones() -> None:
    whole = [(0, 0), (UNITS, 0), (UNITS, UNITS), (0, UNITS)]
    left = [(0, 0), (UNITS // 2, 0), (UNITS // 2, UNITS), (0, UNITS)]
    assert painted(4, whole, left).tolist() == [[2, 2, 1, 1]] * 4
    assert painted(4, left, whole).tolist() == [[2, 2, 2, 2]] * 4


def test_what_lies_outside_or_has_no_area_paints_nothing() -> None:
    outside = [(-900, -900), (-10, -900), (-10, -10)]
    flat = [(0, 100), (UNITS, 100), (UNITS, 100), (0, 100)]
    assert not painted(8, outside, flat).any()


def test_an_ellipse_has_its_area() -> None:
    drawing, canvas = Drawing(), np.zeros((128, 128), np.int64)
    drawing.ellipse(2048, 2048, 1800, 900, 1)
    drawing.paint(canvas)
    sixteen_corners = 16 / 2 * np.sin(2 * np.pi / 16) * 1800 * 900
    assert canvas.sum() * (UNITS / 128) ** 2 == pytest.approx(sixteen_corners, rel=0.02)


def test_dice_are_fair() -> None:
    dice = Dice(1, 0)
    draws = [dice.between(-2, 3) for _ in range(6000)]
    counts = [draws.count(value) for value in range(-2, 4)]
    assert sum(counts) == 6000 and min(counts) > 850
    assert 0.2 < np.mean([dice.chance(25) for _ in range(4000)]) < 0.3


def test_dice_streams_are_independent_and_repeat() -> None:
    first, again, other = Dice(5, 0), Dice(5, 0), Dice(5, 1)
    same = [first.between(0, 999) for _ in range(50)]
    assert same == [again.between(0, 999) for _ in range(50)]
    assert same != [other.between(0, 999) for _ in range(50)]


def test_random_bytes_never_change() -> None:
    assert Dice(0, 1).raw_bytes(6).tolist() == Dice(0, 1).raw_bytes(13)[:6].tolist()
    assert len(np.unique(Dice(0, 1).raw_bytes(10_000))) == 256
