def precision_and_recall(prediction, ground_truth, label):
    """The precision and the recall of the class `label`, as a tuple."""
    shared = 0
    predicted_size = 0
    true_size = 0
    for predicted_row, true_row in zip(prediction, ground_truth, strict=True):
        for predicted, true in zip(predicted_row, true_row, strict=True):
            if predicted == label:
                predicted_size += 1
            if true == label:
                true_size += 1
            if predicted == label and true == label:
                shared += 1
    precision = shared / predicted_size if predicted_size else 0.0
    recall = shared / true_size if true_size else 0.0
    return precision, recall
