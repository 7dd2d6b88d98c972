def mean_loss(log_probs, labels):
    losses = [
        -p[t]
        for row, targets in zip(log_probs, labels)
        for p, t in zip(row, targets)
        if t != 255
    ]
    return sum(losses) / len(losses) if losses else 0
