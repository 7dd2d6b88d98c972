def mean_iou(prediction, ground_truth, num_classes):
    """The mean IoU over the classes present in either mask, rounded to 3 decimals."""
    ious = []
    for label in range(num_classes):
        intersection = 0
        union = 0
        for predicted_row, true_row in zip(prediction, ground_truth, strict=True):
            for predicted, true in zip(predicted_row, true_row, strict=True):
                if predicted == label and true == label:
                    intersection += 1
                if predicted == label or true == label:
                    union += 1
        if union > 0:
            ious.append(intersection / union)
    return round(sum(ious) / len(ious), 3)
