"""You rounded the IoU of each class before taking the mean. The small errors add up and can change the last decimal: round once, at the end."""


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
        if union:
            ious.append(round(intersection / union, 3))
    return round(sum(ious) / len(ious), 3)
