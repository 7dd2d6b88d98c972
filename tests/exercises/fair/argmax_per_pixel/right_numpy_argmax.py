import numpy as np

CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    return np.array(CLASS_NAMES)[np.argmax(np.array(scores), axis=-1)]
