def mean_loss(log_probs, labels):
    total, count = 0.0, 0
    for row in labels:
        y = labels.index(row)
        for x, label in enumerate(row):
            if label == 255:
                continue
            total -= log_probs[y][x][label]
            count += 1
    return total / count if count else 0.0
