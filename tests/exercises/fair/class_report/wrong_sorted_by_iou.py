def report(confusion, names):
    result = []
    for c, name in enumerate(names):
        union = sum(confusion[c]) + sum(row[c] for row in confusion) - confusion[c][c]
        if union:
            result.append([name, confusion[c][c] / union])
    return sorted(result, key=lambda pair: pair[1])
