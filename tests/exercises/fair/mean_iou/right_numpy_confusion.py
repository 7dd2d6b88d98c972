import numpy as np


def confusion_matrix(prediction, truth, n):
    flat = n * np.asarray(truth).ravel() + np.asarray(prediction).ravel()
    return np.bincount(flat, minlength=n * n).reshape(n, n)


def mean_iou(prediction, ground_truth, num_classes):
    matrix = confusion_matrix(prediction, ground_truth, num_classes)
    inter = np.diag(matrix)
    union = matrix.sum(axis=0) + matrix.sum(axis=1) - inter
    present = union > 0
    return round(float((inter[present] / union[present]).mean()), 3)
