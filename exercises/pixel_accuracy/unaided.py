def pixel_accuracy(prediction, ground_truth):
    """The share of pixels whose predicted class id equals the true one, 0.0 to 1.0.

    Both masks are lists of rows of class ids, of the same size.
    """
    ...
