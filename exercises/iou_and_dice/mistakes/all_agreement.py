"""Your intersection counts every pixel where the masks agree, on other classes too. Only the pixels that both masks give to the asked class belong in it."""


def iou_and_dice(prediction, ground_truth, label):
    intersection = 0
    union = 0
    predicted_size = 0
    true_size = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            predicted_size += predicted == label
            true_size += true == label
            intersection += predicted == true
            union += predicted == label or true == label
    return intersection / union, 2 * intersection / (predicted_size + true_size)
