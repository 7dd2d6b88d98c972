def dice(a, b):
    both = sum(x * y for r, s in zip(a, b) for x, y in zip(r, s))
    size = sum(map(sum, a)) + sum(map(sum, b))
    return 1.0 if size == 0 else 2 * both / size


def agreement(labels):
    """How well each mask agrees with what most of the people drew."""
    h, w = len(labels[0]), len(labels[0][0])
    majority = [[int(sum(m[y][x] for m in labels) * 2 > len(labels)) for x in range(w)] for y in range(h)]
    return sum(dice(mask, majority) for mask in labels) / len(labels)
