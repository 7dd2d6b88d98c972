import numpy as np


def mean_iou(prediction, ground_truth, num_classes):
    matrix = np.zeros((num_classes, num_classes))
    for p_row, t_row in zip(prediction, ground_truth):
        for p, t in zip(p_row, t_row):
            matrix[t, p] += 1
    inter = matrix.diagonal()
    union = matrix.sum(axis=0) + matrix.sum(axis=0) - inter
    present = union > 0
    return round(float(np.mean(inter[present] / union[present])), 3)
