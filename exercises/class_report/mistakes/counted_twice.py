"""Your union counts the shared pixels twice: they are in the row and in the column."""


def report(confusion, names):
    result = []
    for label, name in enumerate(names):
        both, true = confusion[label][label], sum(confusion[label])
        called = sum(row[label] for row in confusion)
        either = true + called - both
        if either:
            result.append([name, both / (true + called)])
    return result
