def agreement(labels):
    values = []
    for i in range(len(labels)):
        for j in range(i + 1, len(labels)):
            both = 0
            size = 0
            for y in range(len(labels[i])):
                for x in range(len(labels[i])):
                    both += labels[i][y][x] * labels[j][y][x]
                    size += labels[i][y][x] + labels[j][y][x]
            values.append(2 * both / size if size else 1.0)
    return sum(values) / len(values)
