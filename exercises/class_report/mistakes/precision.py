"""You divide by the called pixels only. That is precision: it does not punish pixels that were missed."""


def report(confusion, names):
    result = []
    for label, name in enumerate(names):
        both, true = confusion[label][label], sum(confusion[label])
        called = sum(row[label] for row in confusion)
        either = true + called - both
        if either:
            result.append([name, both / called if called else 0.0])
    return result
