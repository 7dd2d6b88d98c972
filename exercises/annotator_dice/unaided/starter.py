def least_agreement(labels):
    """The lowest IoU of all pairs of masks; two empty masks have an IoU of 1.0.

    labels is a list of at least two masks of the same size, each a list of rows of 0 and 1.
    """
    ...
