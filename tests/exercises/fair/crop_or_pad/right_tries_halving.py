from itertools import count


def can_be_halved(side: int, times: int) -> bool:
    for _ in range(times):
        if side % 2 == 1:
            return False
        side //= 2
    return True


def padded(height: int, width: int, poolings: int) -> tuple[int, int]:
    new_height = next(side for side in count(height) if can_be_halved(side, poolings))
    new_width = next(side for side in count(width) if can_be_halved(side, poolings))
    return new_height, new_width
