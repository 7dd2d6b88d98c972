def report(confusion, names):
    for c, name in enumerate(names):
        union = sum(confusion[c]) + sum(row[c] for row in confusion) - confusion[c][c]
        if union > 0:
            print([name, confusion[c][c] / union])
