"""You return how many pixels are right. A count depends on the size of the picture; accuracy is a share, so the number of all pixels must come in."""


def pixel_accuracy(prediction, ground_truth):
    correct = 0
    total = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            if predicted == true:
                correct += 1
    return correct
