"""You added the intersections and the unions of all classes and divided once (the micro average). Large classes then outvote small ones; mean IoU divides within each class first."""


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
    shared = 0
    joined = 0
    for label in range(num_classes):
        intersection, union, predicted_size, true_size = counts(prediction, ground_truth, label)
        shared += intersection
        joined += union
    return round(shared / joined, 3)
