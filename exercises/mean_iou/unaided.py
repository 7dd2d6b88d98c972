def mean_iou(prediction, ground_truth, num_classes):
    """The mean IoU over the classes present in either mask, rounded to 3 decimals.

    Both masks are lists of rows of class ids from 0 to num_classes - 1, of the same size.
    A class in neither mask is skipped.
    """
    ...
