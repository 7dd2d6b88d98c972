from typing import List

Plane = List[List[float]]


def plane(image, index: int, mean: float, std: float) -> Plane:
    # Mean and deviation in the numbers from 0 to 255.
    m, s = mean * 255, std * 255
    return [[(pixel[index] - m) / s for pixel in row] for row in image]


def prepared(image, mean, std) -> List[Plane]:
    return [plane(image, 2, mean[0], std[0]), plane(image, 1, mean[1], std[1]), plane(image, 0, mean[2], std[2])]
