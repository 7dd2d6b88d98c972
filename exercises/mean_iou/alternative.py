def mean_iou(prediction, ground_truth, num_classes):
    """The mean IoU over the classes present in either mask, rounded to 3 decimals."""
    # One pass over the pixels fills a confusion matrix: row = true class, column = predicted class.
    confusion = [[0] * num_classes for _ in range(num_classes)]
    for predicted_row, true_row in zip(prediction, ground_truth, strict=True):
        for predicted, true in zip(predicted_row, true_row, strict=True):
            confusion[true][predicted] += 1

    total = 0.0
    present = 0
    for label in range(num_classes):
        intersection = confusion[label][label]
        truly = sum(confusion[label])
        predicted_as = sum(row[label] for row in confusion)
        # The shared pixels are in both sums, so they are taken off once.
        union = truly + predicted_as - intersection
        if union:
            total += intersection / union
            present += 1
    return round(total / present, 3)
