def mean_recall(confusion):
    """The mean recall over the classes in the truth; None if there is no pixel.

    confusion[t][p] is the number of pixels of true class t that were predicted as class p.
    """
    ...
