def without_parts(masks, scores, threshold):
    """The positions of the masks that stay, best first.

    masks is a list of masks, each a list of rows of 0 and 1; scores a list of numbers, no two equal.
    A mask is removed by a better one that stays if a share of it above the threshold lies inside that one.
    """
    ...
