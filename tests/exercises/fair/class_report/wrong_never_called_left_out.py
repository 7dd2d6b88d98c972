def report(confusion, names):
    result = []
    for c, name in enumerate(names):
        tp = confusion[c][c]
        called = sum(row[c] for row in confusion)
        if called == 0:
            continue
        result.append([name, tp / (sum(confusion[c]) + called - tp)])
    return result
