def agreement(labels):
    """The mean Dice over all pairs of masks, each pair once; two empty masks have a Dice of 1.0.

    labels is a list of at least two masks of the same size, each a list of rows of 0 and 1.
    """
    ...
