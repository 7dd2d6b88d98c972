def pixel_accuracy(prediction, ground_truth):
    right = 0
    total = 0
    for p_row, t_row in zip(prediction, ground_truth):
        for p, t in zip(p_row, t_row):
            if p == 0 and t == 0:
                continue
            total += 1
            right += p == t
    return right / total
