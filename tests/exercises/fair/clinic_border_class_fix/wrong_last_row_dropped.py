def mean_loss(log_probs, labels):
    total, count = 0.0, 0
    for y in range(len(labels) - 1):
        for x in range(len(labels[y])):
            if labels[y][x] != 255:
                total -= log_probs[y][x][labels[y][x]]
                count += 1
    return total / count if count else 0.0
