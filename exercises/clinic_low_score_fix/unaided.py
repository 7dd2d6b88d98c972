def mean_iou(confusion):
    """The mean IoU over the classes in the truth or the prediction; None if there is no pixel.

    confusion[t][p] is the number of pixels of true class t that were predicted as class p.
    """
    ...
