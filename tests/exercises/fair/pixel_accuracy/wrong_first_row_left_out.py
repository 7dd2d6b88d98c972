def pixel_accuracy(prediction, ground_truth):
    right = 0
    for y in range(1, len(prediction)):
        for x in range(len(prediction[0])):
            right += prediction[y][x] == ground_truth[y][x]
    return right / ((len(prediction) - 1) * len(prediction[0]))
