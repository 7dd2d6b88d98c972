def mean_loss(log_probs, labels):
    total, count = 0.0, 0
    for pixels, row in zip(log_probs, labels):
        for label in row:
            if label == 255:
                row.remove(label)
        for pixel, label in zip(pixels, row):
            total -= pixel[label]
            count += 1
    return total / count if count else 0.0
