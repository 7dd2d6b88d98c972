def iou_and_dice(prediction, ground_truth, label):
    """The IoU and the Dice score of the class `label`, as a tuple (iou, dice).

    Both masks are lists of rows of class ids, of the same size. The class occurs in
    at least one of them.
    """
    ...
