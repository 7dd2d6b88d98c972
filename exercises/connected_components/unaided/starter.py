def largest_piece(region):
    """The region with nothing left but its largest piece; the first one in reading order if two are as large.

    region is a list of rows of 0 and 1. Cells of a piece are joined by 8 neighbours.
    """
    ...
