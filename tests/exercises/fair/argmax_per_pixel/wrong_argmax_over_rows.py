import numpy as np

CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    ids = np.argmax(np.array(scores), axis=1)
    return [[CLASS_NAMES[i] for i in row] for row in ids]
