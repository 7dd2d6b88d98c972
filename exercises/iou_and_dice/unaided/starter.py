def precision_and_recall(prediction, ground_truth, label):
    """The precision and the recall of the class `label`, as a tuple; 0.0 for what would be divided by zero.

    Both masks are lists of rows of class ids, of the same size. The class occurs in
    at least one of them.
    """
    ...
