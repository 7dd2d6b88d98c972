"""You keep a class that is in neither mask, with None. Leave it out of the list."""


def report(confusion, names):
    result = []
    for label, name in enumerate(names):
        both, true = confusion[label][label], sum(confusion[label])
        called = sum(row[label] for row in confusion)
        either = true + called - both
        result.append([name, both / either if either else None])
    return result
