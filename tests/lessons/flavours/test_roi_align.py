import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn.functional import adaptive_max_pool2d

from lessons.flavours.roi_align import bilinear, example_features, pooled_cells, roi_align, roi_pool
from lessons.models.torchvision_operators import torchvision

GRID = np.random.default_rng(3).normal(size=(7, 9))
sides = st.floats(0, 1, allow_nan=False, width=32)


@st.composite
def boxes(draw: st.DrawFn) -> tuple[float, float, float, float]:
    """Boxes of 1 cell or more inside the grid."""
    left, top = draw(st.floats(0, 7, width=32)), draw(st.floats(0, 5, width=32))
    return left, top, left + 1 + draw(sides) * (8 - left), top + 1 + draw(sides) * (6 - top)


@given(box=boxes(), bins=st.integers(1, 4), samples=st.integers(1, 3))
def test_roi_align_is_that_of_torchvision(box, bins, samples):
    features = torch.tensor(GRID)[None, None]
    rois = torch.tensor([[0, *box]], dtype=torch.float64)
    ours = torch.from_numpy(roi_align(GRID, box, bins, samples))
    used = torchvision.ops.roi_align(features, rois, bins, 1.0, samples, aligned=True)
    torch.testing.assert_close(ours, used[0, 0], rtol=0, atol=1e-9)


@given(box=boxes(), bins=st.integers(1, 4))
def test_roi_pool_takes_the_largest_cell_of_each_bin_of_the_rounded_box(box, bins):
    rows, columns = pooled_cells(box, bins)
    part = GRID[rows[0][0] : rows[-1][1], columns[0][0] : columns[-1][1]]
    expected = adaptive_max_pool2d(torch.tensor(part)[None], bins)[0]
    assert roi_pool(GRID, box, bins).tolist() == expected.tolist()
    left, top, right, bottom = box
    for side, cell in (
        (left, columns[0][0]),
        (top, rows[0][0]),
        (right, columns[-1][1]),
        (bottom, rows[-1][1]),
    ):
        assert abs(side - cell) <= 0.5


def test_between_four_middles_each_counts_by_how_near_it_is():
    grid = [[0.0, 4.0], [8.0, 12.0]]
    assert bilinear(grid, 0.5, 0.5) == 0 and bilinear(grid, 1.5, 1.5) == 12
    assert bilinear(grid, 1.0, 1.0) == 6
    assert bilinear(grid, 0.5, 0.75) == 1
    assert bilinear(grid, 0.0, 0.1) == 0  # beyond the outermost middles the outermost cells count


def test_a_move_by_a_tenth_is_followed_by_roi_align_alone():
    grid, box, further = example_features(), (2.6, 1.5, 5.4, 4.1), (2.7, 1.5, 5.45, 4.1)
    assert (roi_pool(grid, box) == roi_pool(grid, further)).all()
    assert (roi_align(grid, box) != roi_align(grid, further)).any()


@pytest.mark.parametrize(
    ("grid", "box", "bins", "words"),
    [
        ([1.0, 2.0], (0, 0, 1, 1), 2, "give rows × columns"),
        (GRID, (3, 1, 3, 2), 2, "is no box inside 7 × 9 cells"),
        (GRID, (3, 1, 10, 2), 2, "move it inside"),
        (GRID, (0, 0, 2, 2), 0, "give one or more"),
    ],
)
def test_says_what_it_cannot_read(grid, box, bins, words):
    for function in (roi_align, roi_pool):
        with pytest.raises(ValueError, match=words):
            function(grid, box, bins)
