def mean_iou(prediction, ground_truth, num_classes):
    """The mean IoU over the classes present in either mask, rounded to 3 decimals."""
    # For each class id from 0 to num_classes - 1:
    #     count the pixels where both masks have it (the intersection)
    #     count the pixels where at least one mask has it (the union)
    #     if the union is empty, skip the class
    #     otherwise keep intersection / union
    # Return the mean of the kept values, rounded to 3 decimals.
    ...
