"""You compute Dice. IoU has the shared pixels once above, and the union below."""


def report(confusion, names):
    result = []
    for label, name in enumerate(names):
        both, true = confusion[label][label], sum(confusion[label])
        called = sum(row[label] for row in confusion)
        either = true + called - both
        if either:
            result.append([name, 2 * both / (true + called)])
    return result
