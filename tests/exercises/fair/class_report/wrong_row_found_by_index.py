def report(confusion, names):
    result = []
    for row in confusion:
        c = confusion.index(row)
        union = sum(row) + sum(r[c] for r in confusion) - row[c]
        if union > 0:
            result.append([names[c], row[c] / union])
    return result
