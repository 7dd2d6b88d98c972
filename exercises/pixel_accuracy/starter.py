def pixel_accuracy(prediction, ground_truth):
    """The share of pixels whose predicted class id equals the true one, 0.0 to 1.0."""
    correct = 0
    total = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            total += 1
            if ___:
                ___
    return correct / total
