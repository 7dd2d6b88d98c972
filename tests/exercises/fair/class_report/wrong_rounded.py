def report(confusion, names):
    result = []
    for c, name in enumerate(names):
        union = sum(confusion[c]) + sum(row[c] for row in confusion) - confusion[c][c]
        if union > 0:
            result.append([name, round(confusion[c][c] / union, 3)])
    return result
