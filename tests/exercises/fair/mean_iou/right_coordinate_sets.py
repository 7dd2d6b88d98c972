def pixels_of(mask, label):
    """All (row, column) where the mask has the label."""
    return {(y, x) for y, row in enumerate(mask) for x, value in enumerate(row) if value == label}


def iou(first, second):
    either = first | second
    if not either:
        return None
    return len(first & second) / len(either)


def mean_iou(prediction, ground_truth, num_classes):
    values = [iou(pixels_of(prediction, k), pixels_of(ground_truth, k)) for k in range(num_classes)]
    values = [v for v in values if v is not None]
    return round(sum(values) / len(values), 3)
