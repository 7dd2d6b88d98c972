def mean_accuracy(prediction, ground_truth):
    """The mean over the true classes of the share of their pixels that are right, 0.0 to 1.0."""
    shares = []
    for label in range(3):
        correct = 0
        total = 0
        for predicted_row, true_row in zip(prediction, ground_truth, strict=True):
            for predicted, true in zip(predicted_row, true_row, strict=True):
                if true == label:
                    total += 1
                    if predicted == label:
                        correct += 1
        if total > 0:
            shares.append(correct / total)
    return sum(shares) / len(shares)
