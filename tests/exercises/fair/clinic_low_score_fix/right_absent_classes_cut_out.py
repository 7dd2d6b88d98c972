def mean_iou(confusion):
    """Cut rows and columns of absent classes out first; then the plain mean is right."""
    n = len(confusion)
    there = []
    i = 0
    while i < n:
        if sum(confusion[i]) > 0 or any(confusion[j][i] for j in range(n)):
            there.append(i)
        i += 1
    small = [[confusion[t][p] for p in there] for t in there]
    return plain_mean(small) if small else None


def plain_mean(m):
    total = 0.0
    for c in range(len(m)):
        column = [row[c] for row in m]
        total += m[c][c] / (sum(m[c]) + sum(column) - m[c][c])
    return total / len(m)


if __name__ == "__main__":
    print(mean_iou([[6, 2, 0], [1, 3, 0], [0, 0, 0]]))
