def report(confusion, names):
    """The [name, IoU] of every class that is in truth or prediction."""
    result = []
    for label, name in enumerate(names):
        both = confusion[label][label]
        true = sum(confusion[label])
        called = sum(row[label] for row in confusion)
        either = true + called - both
        if either > 0:
            result.append([name, both / either])
    return result
