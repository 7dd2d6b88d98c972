def dice(a, b):
    both = sum(x * y for r, s in zip(a, b) for x, y in zip(r, s))
    size = sum(map(sum, a)) + sum(map(sum, b))
    return 1.0 if size == 0 else 2 * both / size


def agreement(labels):
    total = 0
    count = 0
    for mask in labels:
        for other in labels[labels.index(mask) + 1:]:
            total += dice(mask, other)
            count += 1
    return total / count
