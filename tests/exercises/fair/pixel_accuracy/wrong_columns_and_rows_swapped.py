def pixel_accuracy(prediction, ground_truth):
    flipped = [list(column) for column in zip(*ground_truth)]
    right = 0
    for p_row, t_row in zip(prediction, flipped):
        for p, t in zip(p_row, t_row):
            right += p == t
    return right / (len(prediction) * len(prediction[0]))
