"""You counted the pixels that are wrong. That share is the error rate; accuracy counts the pixels where the two ids agree."""


def pixel_accuracy(prediction, ground_truth):
    correct = 0
    total = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            total += 1
            if predicted != true:
                correct += 1
    return correct / total
