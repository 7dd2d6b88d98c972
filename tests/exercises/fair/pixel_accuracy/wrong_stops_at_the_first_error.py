def pixel_accuracy(prediction, ground_truth):
    right = 0
    total = 0
    for p_row, t_row in zip(prediction, ground_truth):
        for p, t in zip(p_row, t_row):
            total += 1
            if p != t:
                break
            right += 1
    return right / total
