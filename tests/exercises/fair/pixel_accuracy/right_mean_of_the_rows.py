def row_accuracy(predicted, true):
    """How much of one row is right."""
    good = [i for i in range(len(true)) if predicted[i] == true[i]]
    return len(good) / len(true)


def pixel_accuracy(prediction, ground_truth):
    # all rows are equally long, so the mean of the rows is the mean of the pixels
    rows = [row_accuracy(p, t) for p, t in zip(prediction, ground_truth)]
    return sum(rows) / len(rows)
