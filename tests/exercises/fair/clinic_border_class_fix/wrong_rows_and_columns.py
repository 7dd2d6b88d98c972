def mean_loss(log_probs, labels):
    total, count = 0.0, 0
    for y in range(len(labels)):
        for x in range(len(labels)):
            label = labels[x][y]
            if label != 255:
                total -= log_probs[x][y][label]
                count += 1
    return total / count if count else 0.0
