"""You divide by the number of rows, so the result can exceed 1. Divide by the number of pixels."""


def pixel_accuracy(prediction, ground_truth):
    correct = 0
    total = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            if predicted == true:
                correct += 1
    return correct / len(ground_truth)
