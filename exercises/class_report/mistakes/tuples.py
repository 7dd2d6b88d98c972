"""Your pairs are tuples. Asked for are lists, as in the example."""


def report(confusion, names):
    result = []
    for label, name in enumerate(names):
        both, true = confusion[label][label], sum(confusion[label])
        called = sum(row[label] for row in confusion)
        either = true + called - both
        if either:
            result.append((name, both / either))
    return result
