from typing import Iterable, Iterator, List


class Threshold:
    def __init__(self, white: int) -> None:
        self.white = white

    def __call__(self, value: int) -> int:
        return min((0, 1), key=lambda side: abs(value - side * self.white))


def rows(stored: Iterable[Iterable[int]], rule: Threshold) -> Iterator[List[int]]:
    for row in stored:
        yield [rule(value) for value in row]


def binary(stored, white):
    return list(rows(stored, Threshold(white)))
