def places(mask, label):
    """The set of (row, column) places that hold `label`."""
    return {
        (row, column)
        for row in range(len(mask))
        for column in range(len(mask[0]))
        if mask[row][column] == label
    }


def iou_and_dice(prediction, ground_truth, label):
    """The IoU and the Dice score of the class `label`, as a tuple."""
    predicted = places(prediction, label)
    true = places(ground_truth, label)
    iou = len(predicted & true) / len(predicted | true)
    # The identity Dice = 2 IoU / (1 + IoU): one score fixes the other.
    return iou, 2 * iou / (1 + iou)
