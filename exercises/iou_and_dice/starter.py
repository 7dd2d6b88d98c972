def iou_and_dice(prediction, ground_truth, label):
    """The IoU and the Dice score of the class `label`, as a tuple."""
    intersection = 0
    union = 0
    predicted_size = 0
    true_size = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            if predicted == label:
                predicted_size += 1
            if true == label:
                true_size += 1
            if ___:
                intersection += 1
            if ___:
                union += 1
    iou = intersection / union
    dice = ___
    return iou, dice
