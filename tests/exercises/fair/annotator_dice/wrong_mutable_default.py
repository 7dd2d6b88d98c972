def agreement(labels, values=[]):
    for i in range(len(labels)):
        for j in range(i + 1, len(labels)):
            both = sum(x * y for r, s in zip(labels[i], labels[j]) for x, y in zip(r, s))
            size = sum(map(sum, labels[i])) + sum(map(sum, labels[j]))
            values.append(2 * both / size if size else 1.0)
    return sum(values) / len(values)
