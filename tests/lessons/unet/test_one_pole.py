"""Two pooled channels know the column; one knows the pair. PyTorch's pooling and convolution agree."""

import pytest
import torch
from torch.nn import functional

from lessons.unet.one_pole import pooled, possible_columns, right_neighbour, row_with_pole


@pytest.mark.parametrize("column", range(8))
def test_one_channel_leaves_two_columns_and_two_leave_one(column: int):
    row = row_with_pole(8, column)
    copy, neighbour = pooled(row), pooled(right_neighbour(row))
    assert possible_columns(copy) == (column - column % 2, column - column % 2 + 1)
    assert possible_columns(copy, neighbour) == (column,)


def test_it_is_what_a_convolution_and_a_pooling_do():
    row = row_with_pole(8, 5)
    kernel = torch.tensor([[[0.0, 0.0, 1.0]]])
    convolved = functional.conv1d(torch.tensor([[row]], dtype=torch.float32), kernel, padding=1)
    assert convolved[0, 0].tolist() == right_neighbour(row)
    assert functional.max_pool1d(convolved, 2)[0, 0].tolist() == pooled(right_neighbour(row))


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="columns 0 to 7; put the pole into one of them"):
        row_with_pole(8, 8)
