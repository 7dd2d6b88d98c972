"""Your union is the two sizes added up, which counts the shared pixels twice. In a union every pixel counts once, so a perfect prediction must score 1.0."""


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
    union = predicted_size + true_size
    return intersection / union, 2 * intersection / (predicted_size + true_size)
