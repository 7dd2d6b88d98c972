"""You score class 1 whatever label is asked for. Look at which class the failing input asks about, and compare with that."""


def iou_and_dice(prediction, ground_truth, label):
    intersection = 0
    union = 0
    predicted_size = 0
    true_size = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            predicted_size += predicted == 1
            true_size += true == 1
            intersection += predicted == 1 and true == 1
            union += predicted == 1 or true == 1
    return intersection / union, 2 * intersection / (predicted_size + true_size)
