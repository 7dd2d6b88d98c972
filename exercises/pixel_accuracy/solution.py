def pixel_accuracy(prediction, ground_truth):
    """The share of pixels whose predicted class id equals the true one, 0.0 to 1.0."""
    correct = 0
    total = 0
    for predicted_row, true_row in zip(prediction, ground_truth, strict=True):
        for predicted, true in zip(predicted_row, true_row, strict=True):
            total += 1
            if predicted == true:
                correct += 1
    return correct / total
