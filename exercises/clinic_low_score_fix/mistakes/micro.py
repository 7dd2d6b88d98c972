"""You add up all classes and divide once. The mean IoU divides within each class first."""


def mean_iou(confusion):
    shared = sum(confusion[label][label] for label in range(len(confusion)))
    pixels = sum(sum(row) for row in confusion)
    return shared / (2 * pixels - shared) if pixels else None
