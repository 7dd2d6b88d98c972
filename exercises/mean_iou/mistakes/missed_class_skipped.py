"""You skip every class without a shared pixel. A class that is there and wholly missed has an IoU of 0, and this zero is what mean IoU exists to show."""


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
        if intersection:
            ious.append(intersection / union)
    return round(sum(ious) / len(ious), 3) if ious else 0.0
