"""Why a U-Net pads odd pictures: a side that cannot be halved evenly does not come back when doubled."""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class PaddingProblem:
    """What halving and doubling does to a side of `size` pixels at each level, full resolution first.

    `sides` (skip's side, side of what comes up) at each level; where they differ the two cannot be
    concatenated. `padded` is the side that the network pads to; `sentence` says all this in words.
    """

    size: int
    sides: tuple[tuple[int, int], ...]
    padded: int
    sentence: str


def padding_problem(size: int, depth: int) -> PaddingProblem:
    """Why a side of `size` pixels does or does not survive `depth` halvings, each rounded down.

    Raises:
        ValueError: a number is less than 1.
    """
    if min(size, depth) < 1:
        raise ValueError("Size and depth count pixels and poolings; give at least 1 of each.")
    halved = [size // 2**level for level in range(depth + 1)]
    sides = tuple((here, 2 * below) for here, below in pairwise(halved))
    padded = size + -size % 2**depth
    odd = [(level, pair) for level, pair in enumerate(sides) if pair[0] != pair[1]]
    if not odd:
        times = "once" if depth == 1 else f"{depth} times"
        sentence = f"{size} can be halved {times} without a remainder, so every skip fits what comes up."
    else:
        sentences = [
            f"At level {level} the skip is {skip} cells wide and meets {up}." for level, (skip, up) in odd
        ]
        sentence = (
            f"{' '.join(sentences)} An odd number, halved and doubled, comes back as one less, and maps of two "
            f"sizes cannot be stacked. So the network first repeats the last pixels until the side is {padded}, "
            f"and cuts the result back to {size}."
        )
    return PaddingProblem(size, sides, padded, sentence)
