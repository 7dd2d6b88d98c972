"""Your classes start at 1, so background has no vote. Some papers leave it out; here every id from 0 counts."""


def counts(prediction, ground_truth, label):
    """Intersection, union and the two sizes of one class."""
    intersection = predicted_size = true_size = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            predicted_size += predicted == label
            true_size += true == label
            intersection += predicted == label and true == label
    return intersection, predicted_size + true_size - intersection, predicted_size, true_size


def mean_iou(prediction, ground_truth, num_classes):
    ious = []
    for label in range(1, num_classes):
        intersection, union, predicted_size, true_size = counts(prediction, ground_truth, label)
        if union:
            ious.append(intersection / union)
    return round(sum(ious) / len(ious), 3)
