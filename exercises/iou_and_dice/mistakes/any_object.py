"""You treat every pixel that is not background as the object. With more than two classes, only the pixels of the asked class belong to the regions."""


def iou_and_dice(prediction, ground_truth, label):
    intersection = 0
    union = 0
    predicted_size = 0
    true_size = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            predicted_size += predicted > 0
            true_size += true > 0
            intersection += predicted > 0 and true > 0
            union += predicted > 0 or true > 0
    return intersection / union, 2 * intersection / (predicted_size + true_size)
