def recall_report(confusion, names):
    """The [name, recall] of every class that is in the truth."""
    result = []
    for label, name in enumerate(names):
        true = sum(confusion[label])
        if true > 0:
            result.append([name, confusion[label][label] / true])
    return result
