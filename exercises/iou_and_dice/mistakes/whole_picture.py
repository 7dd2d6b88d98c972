"""Your IoU divides by all pixels of the picture, so empty surroundings lower it. The union holds only pixels that at least one mask gives to the class."""


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
            union += 1
    return intersection / union, 2 * intersection / (predicted_size + true_size)
