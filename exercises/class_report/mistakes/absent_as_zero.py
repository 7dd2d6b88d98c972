"""You give a class that is in neither mask an IoU of 0. Nothing could be right or wrong there: leave it out."""


def report(confusion, names):
    result = []
    for label, name in enumerate(names):
        both, true = confusion[label][label], sum(confusion[label])
        called = sum(row[label] for row in confusion)
        either = true + called - both
        result.append([name, both / either if either else 0.0])
    return result
