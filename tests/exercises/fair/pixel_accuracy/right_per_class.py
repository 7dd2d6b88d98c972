def pixel_accuracy(prediction, ground_truth):
    correct = 0
    for label in (0, 1, 2):
        for y, row in enumerate(ground_truth):
            for x, true in enumerate(row):
                if true == label and prediction[y][x] == label:
                    correct += 1
    return correct / (len(ground_truth) * len(ground_truth[0]))
