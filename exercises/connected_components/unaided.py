def components(region):
    """The number of each cell's piece, 1, 2, 3 ... in reading order; 0 outside the region.

    region is a list of rows of 0 and 1. Cells of a piece are joined by 4 neighbours.
    """
    ...
