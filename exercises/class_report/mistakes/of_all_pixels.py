"""You divide by all pixels. Then a small class scores low however well it is found."""


def report(confusion, names):
    result = []
    for label, name in enumerate(names):
        both, true = confusion[label][label], sum(confusion[label])
        called = sum(row[label] for row in confusion)
        either = true + called - both
        if either:
            result.append([name, both / sum(map(sum, confusion))])
    return result
