"""IoU is right, but Dice comes out at half its value. The sizes below the line count the shared pixels twice; above the line they must count twice as well."""


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
    return intersection / union, intersection / (predicted_size + true_size)
