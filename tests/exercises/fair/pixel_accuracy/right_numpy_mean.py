import numpy as np


def pixel_accuracy(prediction, ground_truth):
    return np.mean(np.array(prediction) == np.array(ground_truth))
