"""You divide by the true pixels only. That is recall: it does not punish calling everything this class."""


def report(confusion, names):
    result = []
    for label, name in enumerate(names):
        both, true = confusion[label][label], sum(confusion[label])
        called = sum(row[label] for row in confusion)
        either = true + called - both
        if either:
            result.append([name, both / true if true else 0.0])
    return result
