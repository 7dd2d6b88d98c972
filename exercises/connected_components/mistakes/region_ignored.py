"""Your number spreads over the whole grid, because no cell is asked whether it is in the region. Only cells that are 1 begin a piece or join one."""


def components(region):
    return [[1] * len(row) for row in region]
