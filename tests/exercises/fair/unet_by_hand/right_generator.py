from typing import Iterator, List

Channel = List[List[int]]


def wide_rows(channel: Channel) -> Iterator[List[int]]:
    for row in channel:
        wide = [0] * (2 * len(row))
        wide[0::2] = row
        wide[1::2] = row
        yield wide
        yield wide[:]


def decoder_input(skip: List[Channel], up: List[Channel]) -> List[Channel]:
    stacked = [[row[:] for row in channel] for channel in skip]
    for channel in up:
        stacked.append(list(wide_rows(channel)))
    return stacked
