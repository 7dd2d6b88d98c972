counts = {"right": 0, "all": 0}


def pixel_accuracy(prediction, ground_truth):
    for p_row, t_row in zip(prediction, ground_truth):
        for p, t in zip(p_row, t_row):
            counts["all"] += 1
            counts["right"] += p == t
    return counts["right"] / counts["all"]
