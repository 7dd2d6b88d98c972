"""Can a map that was pooled still tell which of two cells a pole stood in? With two channels it can.

A row of cells holds a pole, one cell wide. Each channel is the row seen through a kernel of its own: the
first copies each cell, the second copies its right neighbour. Pooling keeps the larger of every two cells.
The first channel then says in which pair the pole is. The second says 1 in the pair whose right neighbour's
first cell, or whose own second cell, is the pole. Together they leave one place.
"""

from collections.abc import Sequence


def row_with_pole(cells: int, column: int) -> list[int]:
    """A row of zeros with a 1 at `column`, counted from 0.

    Raises:
        ValueError: there is no such column.
    """
    if not 0 <= column < cells:
        raise ValueError(f"The row has columns 0 to {cells - 1}; put the pole into one of them.")
    return [int(cell == column) for cell in range(cells)]


def right_neighbour(row: Sequence[int]) -> list[int]:
    """The kernel (0, 0, 1): each cell takes the number to its right, the last one takes 0."""
    return [*row[1:], 0]


def pooled(row: Sequence[int]) -> list[int]:
    """The larger of every two cells."""
    return [max(pair) for pair in zip(row[::2], row[1::2], strict=True)]


def possible_columns(*channels: Sequence[int]) -> tuple[int, ...]:
    """The columns where one pole gives these pooled channels: the row's own, then its right neighbour's."""
    cells = 2 * len(channels[0])
    return tuple(
        column for column in range(cells) if _pooled_channels(cells, column, len(channels)) == channels
    )


def _pooled_channels(cells: int, column: int, count: int) -> tuple[list[int], ...]:
    row = row_with_pole(cells, column)
    return tuple(pooled(each) for each in (row, right_neighbour(row))[:count])
