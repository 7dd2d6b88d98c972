from typing import List

CLASS_NAMES = ["background", "person", "dog"]
Pixel = List[float]


def class_map(scores: List[List[Pixel]]) -> List[List[str]]:
    # max gives the first of several that are equal
    return [[CLASS_NAMES[max(range(3), key=lambda c: pixel[c])] for pixel in row] for row in scores]
