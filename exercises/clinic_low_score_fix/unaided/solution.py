def mean_recall(confusion):
    """The mean recall over the classes in the truth; None if there is no pixel."""
    recalls = []
    for label, row in enumerate(confusion):
        true = sum(row)
        if true:
            recalls.append(row[label] / true)
    return sum(recalls) / len(recalls) if recalls else None
