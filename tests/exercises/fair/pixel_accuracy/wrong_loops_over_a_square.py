def pixel_accuracy(prediction, ground_truth):
    n = len(prediction)
    right = 0
    for y in range(n):
        for x in range(n):
            right += prediction[y][x] == ground_truth[y][x]
    return right / (n * n)
