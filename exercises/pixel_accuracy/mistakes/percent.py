"""Your result is in percent. The task asks for a share from 0.0 to 1.0."""


def pixel_accuracy(prediction, ground_truth):
    correct = 0
    total = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            total += 1
            if predicted == true:
                correct += 1
    return 100 * correct / total
