def dice(a, b):
    both = sum(x * y for r, s in zip(a, b) for x, y in zip(r, s))
    size = sum(map(sum, a)) + sum(map(sum, b))
    return 1.0 if size == 0 else 2 * both / size


def agreement(labels):
    values = [dice(a, b) for a in labels for b in labels if a != b]
    return sum(values) / len(values) if values else 1.0
