"""A class that is in neither mask pulls your mean down: it counts as a zero. Nobody could have found it, so it must not be in the number you divide by."""


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
    for label in range(num_classes):
        intersection, union, predicted_size, true_size = counts(prediction, ground_truth, label)
        ious.append(intersection / union if union else 0.0)
    return round(sum(ious) / len(ious), 3)
