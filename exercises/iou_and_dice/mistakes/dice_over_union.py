"""IoU is right, but Dice comes out as twice the IoU and can exceed 1. Dice does not divide by the union: look at what its formula has below the line."""


def iou_and_dice(prediction, ground_truth, label):
    intersection = 0
    union = 0
    predicted_size = 0
    true_size = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            intersection += predicted == label and true == label
            union += predicted == label or true == label
    return intersection / union, 2 * intersection / union
