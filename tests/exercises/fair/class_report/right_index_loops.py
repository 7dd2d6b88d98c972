def report(confusion, names):
    result = []
    n = len(names)
    for c in range(n):
        truth = 0
        pred = 0
        for k in range(n):
            truth += confusion[c][k]
            pred += confusion[k][c]
        union = truth + pred - confusion[c][c]
        if union != 0:
            result.append([names[c], confusion[c][c] / union])
    return result
