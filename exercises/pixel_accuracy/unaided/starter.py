def mean_accuracy(prediction, ground_truth):
    """The mean over the true classes of the share of their pixels that are right, 0.0 to 1.0.

    Both masks are lists of rows of class ids from 0 to 2, of the same size.
    """
    ...
