def dice(a, b):
    same = 0
    size = 0
    for r, s in zip(a, b):
        for x, y in zip(r, s):
            if x == y:
                same += 1
            size += x + y
    if size == 0:
        return 1.0
    return 2 * same / size


def agreement(labels):
    values = [dice(labels[i], labels[j]) for i in range(len(labels)) for j in range(i)]
    return sum(values) / len(values)
