def weighted_iou(prediction, ground_truth, num_classes):
    """The IoU of every class times its share of the true pixels, added up."""
    pixels = len(ground_truth) * len(ground_truth[0])
    result = 0.0
    for label in range(num_classes):
        intersection = 0
        union = 0
        true_size = 0
        for predicted_row, true_row in zip(prediction, ground_truth, strict=True):
            for predicted, true in zip(predicted_row, true_row, strict=True):
                if predicted == label and true == label:
                    intersection += 1
                if predicted == label or true == label:
                    union += 1
                if true == label:
                    true_size += 1
        if true_size > 0:
            result += intersection / union * true_size / pixels
    return result
