"""You only check that both pixels are objects or both are background, so a road taken for a car passes as right. The two class ids themselves must agree."""


def pixel_accuracy(prediction, ground_truth):
    correct = 0
    total = 0
    for predicted_row, true_row in zip(prediction, ground_truth):
        for predicted, true in zip(predicted_row, true_row):
            total += 1
            if (predicted > 0) == (true > 0):
                correct += 1
    return correct / total
