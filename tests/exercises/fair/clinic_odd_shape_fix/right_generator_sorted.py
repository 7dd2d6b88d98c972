from typing import Iterator, List

Picture = List[List[List[int]]]


def pixel_rows(picture: Picture) -> Iterator[List[int]]:
    for y in range(len(picture[0])):
        line: List[int] = []
        for x in range(len(picture[0][0])):
            ranking = sorted(range(len(picture)), key=lambda k: (-picture[k][y][x], k))
            line.append(ranking[0])
        yield line


def masks(logits: List[Picture]) -> List[List[List[int]]]:
    return [list(pixel_rows(picture)) for picture in logits]
