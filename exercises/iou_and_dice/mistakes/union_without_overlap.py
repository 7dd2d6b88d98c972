"""Your union leaves the shared pixels out: it holds those that exactly one mask has. The pixels of the intersection belong to the union too, or IoU could exceed 1."""


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
            union += (predicted == label) != (true == label)
    return intersection / union, 2 * intersection / (predicted_size + true_size)
