"""Both values are right but in the wrong order. The task asks for IoU first, then Dice; Dice is never the smaller of the two."""


def iou_and_dice(prediction, ground_truth, label):
    intersection = 0
    union = 0
    predicted_size = 0
    true_size = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            predicted_size += predicted == label
            true_size += true == label
            intersection += predicted == label and true == label
            union += predicted == label or true == label
    return 2 * intersection / (predicted_size + true_size), intersection / union
