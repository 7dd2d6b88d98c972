def dice(a, b):
    both = sum(x * y for r, s in zip(a, b) for x, y in zip(r, s))
    size = sum(map(sum, a)) + sum(map(sum, b))
    return 1.0 if size == 0 else 2 * both / size


def agreement(labels):
    n = len(labels)
    return sum(dice(labels[i], labels[(i + 1) % n]) for i in range(n)) / n
