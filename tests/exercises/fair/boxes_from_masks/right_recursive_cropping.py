from typing import List, Optional, Tuple

Grid = List[List[int]]


def box(ids: Grid, number: int) -> Optional[Tuple[int, int, int, int]]:
    if not any(number in row for row in ids):
        return None

    def crop(left: int, top: int, right: int, bottom: int) -> Tuple[int, int, int, int]:
        if number not in ids[top]:
            return crop(left, top + 1, right, bottom)
        if number not in ids[bottom - 1]:
            return crop(left, top, right, bottom - 1)
        return left, top, right, bottom

    _, top, _, bottom = crop(0, 0, len(ids[0]), len(ids))
    left = min(row.index(number) for row in ids if number in row)
    right = max(len(row) - row[::-1].index(number) for row in ids if number in row)
    return left, top, right, bottom
