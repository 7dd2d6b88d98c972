"""You leave out a class that is not in the truth. If it was called somewhere, that is an error, and its IoU is 0.0."""


def report(confusion, names):
    result = []
    for label, name in enumerate(names):
        both, true = confusion[label][label], sum(confusion[label])
        called = sum(row[label] for row in confusion)
        either = true + called - both
        if true:
            result.append([name, both / either])
    return result
