def report(confusion, names):
    pairs = []
    for c in range(len(names)):
        union = sum(confusion[c]) + sum(row[c] for row in confusion) - confusion[c][c]
        pairs.append([names[c], confusion[c][c] / union if union else None])
    for pair in pairs:
        if pair[1] is None or pair[1] == 0:
            pairs.remove(pair)
    return pairs
