from statistics import StatisticsError, fmean


def ious(confusion):
    for i, (row, column) in enumerate(zip(confusion, zip(*confusion))):
        union = sum(row) + sum(column) - row[i]
        if union:
            yield row[i] / union


def mean_iou(confusion):
    try:
        return fmean(ious(confusion))
    except StatisticsError:
        return None
