"""You leave the first class out. Here the first class counts like the others."""


def report(confusion, names):
    result = []
    for label, name in enumerate(names):
        both, true = confusion[label][label], sum(confusion[label])
        called = sum(row[label] for row in confusion)
        either = true + called - both
        if either and label > 0:
            result.append([name, both / either])
    return result
