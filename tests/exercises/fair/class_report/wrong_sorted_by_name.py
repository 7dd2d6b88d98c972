def report(confusion, names):
    ious = {}
    for c, name in enumerate(names):
        union = sum(confusion[c]) + sum(row[c] for row in confusion) - confusion[c][c]
        if union:
            ious[name] = confusion[c][c] / union
    return [[name, ious[name]] for name in sorted(ious)]
