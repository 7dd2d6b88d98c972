def pixel_accuracy(prediction, ground_truth):
    n = min(len(prediction), len(prediction[0]))
    return sum(prediction[i][i] == ground_truth[i][i] for i in range(n)) / n
