"""You compare whole rows, so one wrong pixel spoils its row. Accuracy judges every pixel by itself: go one level deeper."""


def pixel_accuracy(prediction, ground_truth):
    correct = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        if predicted_row == true_row:
            correct += 1
    return correct / len(ground_truth)
