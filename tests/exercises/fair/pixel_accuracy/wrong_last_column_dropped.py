def pixel_accuracy(prediction, ground_truth):
    right = 0
    total = 0
    for y in range(len(prediction)):
        for x in range(len(prediction[0]) - 1):
            total += 1
            if prediction[y][x] == ground_truth[y][x]:
                right += 1
    return right / total
