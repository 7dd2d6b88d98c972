"""You divide as if every mask were square. Compare the height and the width of the failing input, and count the pixels it really has."""


def pixel_accuracy(prediction, ground_truth):
    correct = 0
    total = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            if predicted == true:
                correct += 1
    return correct / (len(ground_truth) * len(ground_truth))
