"""Two times, some objects, some clicks: how much running the whole network for each click wastes."""

import random
from itertools import pairwise

from exercises._engine.variants import Variant

APART = 0.25
"""Each wrong way must give its own number, clear of the tolerance on both sides."""


def draw(rng: random.Random) -> Variant:
    while True:
        embed, decode = rng.randrange(20, 200, 10), rng.choice((2, 4, 5, 8, 10))
        objects, clicks = rng.randint(2, 6), rng.randint(2, 5)
        count = objects * clicks
        together, again = embed + count * decode, count * (embed + decode)
        answer = again / together
        wrong = (
            (float(count), "That is the number of clicks. The decoder runs at every click either way."),
            (
                again / (objects * embed + count * decode),
                "You looked once for each object. All are in the same picture, so looking once is enough for all.",
            ),
            (embed / decode, "You divided one time by the other. Count how often each part runs."),
            ((embed + decode) / decode, "You left out that the picture has to be looked at once."),
            (together / again, "You divided the shorter time by the longer one."),
            (float(again), "That is the longer time, in ms. Divide it by the shorter one."),
            (float(again - together), "That is the difference in ms. Asked for is how many times as long."),
        )
        values = [answer, *(value for value, _ in wrong)]
        if all(other - one > APART for one, other in pairwise(sorted(values))):
            return Variant(
                fields={"embed": embed, "decode": decode, "objects": objects, "clicks": clicks},
                answer=answer,
                mistakes=wrong,
                worked=f"There are {objects} · {clicks} = {count} clicks. Looking once and answering them all takes "
                f"{together} ms, running everything at each click {again} ms.",
            )
