"""You return after the first row, so the other rows are never looked at. Check how far the last line is indented."""


def pixel_accuracy(prediction, ground_truth):
    correct = 0
    total = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            total += 1
            if predicted == true:
                correct += 1
        return correct / total
