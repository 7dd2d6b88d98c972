def pixel_accuracy(prediction, ground_truth):
    right = 0
    wrong = 0
    i = 0
    while i < len(prediction):
        j = 0
        while j < len(prediction[i]):
            if prediction[i][j] == ground_truth[i][j]:
                right = right + 1
            else:
                wrong = wrong + 1
            j = j + 1
        i = i + 1
    return right / (right + wrong)
