def weighted_iou(prediction, ground_truth, num_classes):
    """The IoU of every class times its share of the true pixels, added up; unrounded.

    Both masks are lists of rows of class ids from 0 to num_classes - 1, of the same size.
    """
    ...
