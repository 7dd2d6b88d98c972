from copy import deepcopy
from typing import List

Picture = List[List[int]]


def padded(image: Picture, step: int) -> Picture:
    picture = deepcopy(image)
    for row in picture:
        row.extend([row[-1]] * (-len(row) % step))
    while (height := len(picture)) % step:
        picture.insert(height, picture[-1][:])
    return picture


if __name__ == "__main__":
    print(padded([[1, 2, 3], [4, 5, 6]], 2))
