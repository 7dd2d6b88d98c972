def report(confusion, names):
    return [
        [name, confusion[c][c] / union]
        for c, name in enumerate(names)
        if (union := sum(confusion[c]) + sum(r[c] for r in confusion) - confusion[c][c])
    ]
