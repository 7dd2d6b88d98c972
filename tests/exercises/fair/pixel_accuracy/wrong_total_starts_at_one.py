def pixel_accuracy(prediction, ground_truth):
    right, total = 0, 1
    for p_row, t_row in zip(prediction, ground_truth):
        for p, t in zip(p_row, t_row):
            right += p == t
            total += 1
    return right / total
