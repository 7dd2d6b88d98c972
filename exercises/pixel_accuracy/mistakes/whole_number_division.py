"""Your division gives a whole number and drops the rest, so only a perfect prediction scores above 0. Use the division that keeps fractions."""


def pixel_accuracy(prediction, ground_truth):
    correct = 0
    total = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            total += 1
            if predicted == true:
                correct += 1
    return correct // total
