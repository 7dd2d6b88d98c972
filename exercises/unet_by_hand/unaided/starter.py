def bottom_up(skip, up):
    """The channels of `up`, then those of the skip after max pooling of 2 x 2 cells.

    Both are nested lists, [channel][row][column]; up is half as high and half as wide as skip.
    """
    ...
