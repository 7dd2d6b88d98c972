def mean_loss(log_probs, labels):
    total = 0
    count = 0
    for y in range(len(labels)):
        for x in range(len(labels[0])):
            if labels[y][x] != 255:
                total = total - log_probs[y][x][labels[y][x]]
                count = count + 1
    if count == 0:
        return 0.0
    return total / count
