def pixel_accuracy(prediction, ground_truth):
    for p_row, t_row in zip(prediction, ground_truth):
        right = 0
        total = 0
        for p, t in zip(p_row, t_row):
            total += 1
            right += p == t
    return right / total
