"""Logits of one object on a small grid, with an edge that is sharp or fades out."""

import random

from exercises._engine.variants import Variant

HEIGHT, WIDTH = 4, 5
APART = 0.03
"""Each wrong way must give its own number, clear of the tolerance on both sides."""

Grid = list[list[float]]


def draw(rng: random.Random) -> Variant:
    while True:
        offset, logits = rng.choice((1, 2)), _logits(rng, rng.uniform(1.2, 3.0))
        variant = _variant(logits, offset)
        if variant is not None:
            return variant


def _variant(logits: Grid, offset: int) -> Variant | None:
    """The task; None where a wrong way gives the right number."""
    values = [value for row in logits for value in row]

    def above(threshold: float) -> int:
        return sum(value > threshold for value in values)

    high, middle, low = above(offset), above(0), above(-offset)
    if not 0 < high < middle < low or low == len(values):
        return None
    answer = high / low
    wrong = [
        (high / middle, "You divided by the mask at threshold 0. Divide by the one at the low threshold."),
        (middle / low, "You used the mask at threshold 0 above the line. Use the one at the high threshold."),
        (low / high, "You divided the larger count by the smaller one. A score like this is at most 1."),
        (high / len(values), "You divided by all cells. Divide by the logits above the low threshold."),
        (
            (low - high) / low,
            "That is the share of cells that change. The score is the share that stays.",
        ),
        (
            sum(value >= offset for value in values) / sum(value >= -offset for value in values),
            "You counted logits that are exactly at a threshold. They have to be above it.",
        ),
        (
            sum(abs(value) > offset for value in values) / len(values),
            "You counted all logits far from 0, negative ones too. Those are surely not the object.",
        ),
        (float(high), "That is a count. Divide it by the count at the low threshold."),
        (100 * answer, "That is a percentage. Give a number from 0 to 1."),
    ]
    mistakes: list[tuple[float, str]] = []
    for value, message in wrong:
        if abs(value - answer) < APART:
            return None
        if all(abs(value - other) > APART for other, _ in mistakes):
            mistakes.append((value, message))
    return Variant(
        fields={"offset": offset, "logits": _text(logits)},
        answer=answer,
        mistakes=tuple(mistakes),
        worked=f"{high} logits are above +{offset}, and {low} are above −{offset}.",
    )


def _logits(rng: random.Random, slope: float) -> Grid:
    """High in the middle of an object, falling with the distance from it; whole and half numbers."""
    row0, column0 = rng.uniform(1, HEIGHT - 2), rng.uniform(1, WIDTH - 2)
    reach = rng.uniform(1.2, 2.0)
    return [
        [
            round(2 * (slope * (reach - abs(y - row0) - 0.7 * abs(x - column0)) + rng.uniform(-1, 1))) / 2
            for x in range(WIDTH)
        ]
        for y in range(HEIGHT)
    ]


def _text(logits: Grid) -> str:
    return "\n".join(" ".join(f"{value:+5.1f}".replace("-", "−") for value in row) for row in logits)
