def pixel_accuracy(prediction, ground_truth):
    right = 0
    for p_row, t_row in zip(prediction, ground_truth):
        for p, t in zip(p_row, t_row):
            for c in range(2):
                if p == c and t == c:
                    right += 1
    return right / (len(prediction) * len(prediction[0]))
