from typing import Any, Literal

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray
from scipy.ndimage import find_objects, generate_binary_structure, label

from lessons.flavours.components import box_of, connected_components, number_pieces
from lessons.scenes import CLASS_NAMES, street_scene

REGIONS = arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=12))
ROAD, CAR = CLASS_NAMES.index("road"), CLASS_NAMES.index("car")


def pieces_by_scipy(region: NDArray[np.bool_], neighbours: int) -> NDArray[np.int32]:
    pieces: Any = label(region, structure=generate_binary_structure(2, 1 if neighbours == 4 else 2))
    return pieces[0]


@pytest.mark.parametrize("neighbours", [4, 8])
def test_agrees_with_scipy(neighbours: Literal[4, 8]):
    @given(REGIONS)
    @settings(max_examples=200)
    def check(region: NDArray[np.bool_]) -> None:
        assert np.array_equal(connected_components(region, neighbours), pieces_by_scipy(region, neighbours))

    check()


@pytest.mark.parametrize("neighbours", [4, 8])
def test_agrees_with_scipy_on_scenes(neighbours: Literal[4, 8]):
    for seed in range(4):
        mask = street_scene(seed, 96).mask
        for name in ("tree", "sky", "road"):
            region = mask == CLASS_NAMES.index(name)
            components = connected_components(region, neighbours)
            assert np.array_equal(components, pieces_by_scipy(region, neighbours))


def test_corners_connect_only_with_8_neighbours():
    region = [[1, 0], [0, 1]]
    assert connected_components(region, 4).tolist() == [[1, 0], [0, 2]]
    assert connected_components(region, 8).tolist() == [[1, 0], [0, 1]]


@given(REGIONS)
def test_the_box_of_a_mask_is_scipys(mask: NDArray[np.bool_]):
    if not mask.any():
        with pytest.raises(ValueError, match="empty, so no box fits"):
            box_of(mask)
        return
    rows, columns = find_objects(mask.astype(int))[0]
    assert box_of(mask) == (columns.start, rows.start, columns.stop, rows.stop)


def test_touching_cars_become_one_object_and_a_divided_one_two():
    mask = [[CAR, CAR, ROAD, CAR], [CAR, CAR, ROAD, ROAD]]
    assert number_pieces(mask).tolist() == [[1, 1, 0, 2], [1, 1, 0, 0]]


@given(st.integers(0, 50))
@settings(max_examples=5)
def test_pieces_never_cross_classes_or_reach_stuff(seed: int):
    scene = street_scene(seed, 64)
    ids = number_pieces(scene.mask)
    assert np.array_equal(ids > 0, scene.instance_ids > 0)
    assert sorted(set(ids[ids > 0].tolist())) == list(range(1, int(ids.max()) + 1))
    assert all(len(set(scene.mask[ids == piece].tolist())) == 1 for piece in range(1, int(ids.max()) + 1))


def test_what_cannot_be_done_is_said():
    wrong: Any = 6
    with pytest.raises(ValueError, match="not 6; give one of the two"):
        connected_components([[1]], wrong)
    with pytest.raises(ValueError, match="has 1 dimensions"):
        connected_components([1, 0])
