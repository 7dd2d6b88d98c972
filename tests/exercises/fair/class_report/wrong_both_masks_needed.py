def report(confusion, names):
    result = []
    for c, name in enumerate(names):
        true = sum(confusion[c])
        called = sum(row[c] for row in confusion)
        if true and called:
            result.append([name, confusion[c][c] / (true + called - confusion[c][c])])
    return result
