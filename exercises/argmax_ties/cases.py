"""Argmax of one pixel: ties for the first place, ties below it, negative scores."""

import random

from exercises._engine.variants import Variant

CLASSES = ("background", "road", "car", "person", "dog", "tree")
# Places of the scores from high (2) to low (0), one per class id.
RANKS = ((2, 2, 0), (0, 2, 2), (2, 0, 2), (2, 2, 2), (0, 0, 2), (1, 2, 2), (2, 2, 1), (0, 2, 0))


def draw(rng: random.Random) -> Variant:
    names = rng.sample(CLASSES, 3)
    ranks = rng.choice(RANKS)
    levels = sorted(rng.sample(range(-29, 30), 3))
    scores = [levels[rank] / 10 for rank in ranks]
    best = max(scores)
    answer = scores.index(best)
    return Variant(
        fields={f"class_{place}": name for place, name in enumerate(names)}
        | {f"score_{place}": f"{score:.1f}" for place, score in enumerate(scores)},
        answer=answer,
        options=(
            *((name, _why(name, scores, place, names[answer])) for place, name in enumerate(names)),
            (
                "None: the pixel stays without a label",
                f"Argmax gives every pixel one class, tie or not; here it is {names[answer]}.",
            ),
        ),
    )


def _why(name: str, scores: list[float], place: int, winner: str) -> str:
    score, best = scores[place], max(scores)
    if score < best:
        return f"{name} has {score:.1f}, and the highest score is {best:.1f}. Argmax takes the highest."
    if scores.count(best) == 1:
        return f"{best:.1f} is the highest score, and only {name} has it."
    if name == winner:
        return (
            f"Several classes share the highest score {best:.1f}; {name} has the lowest id of them and wins."
        )
    return f"{name} shares the highest score {best:.1f}, but {winner} has a lower id. The first of them wins."
