"""You left the pixels out that are truly background. Plain pixel accuracy counts every pixel, background too; that is the very reason it can mislead."""


def pixel_accuracy(prediction, ground_truth):
    correct = 0
    total = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            if true != 0:
                total += 1
                if predicted == true:
                    correct += 1
    return correct / total
