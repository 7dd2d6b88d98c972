"""One pixel's scores and a rule for ties: ties for the first place, ties below it, negative scores."""

import random
from collections.abc import Sequence

from exercises._engine.variants import Variant

CLASSES = ("background", "road", "car", "person", "dog", "tree")
NOBODY = 3
"""The place of the option that nothing wins, after the three classes."""
# Places of the scores from high (2) to low (0), one per class id, by the class that argmax takes.
RANKS = (
    ((2, 2, 0), (2, 0, 2), (2, 2, 2), (2, 2, 1), (2, 0, 0)),
    ((0, 2, 2), (1, 2, 2), (0, 2, 0), (0, 2, 2)),
    ((0, 0, 2), (1, 1, 2), (0, 1, 2)),
)
RULES = {
    "argmax": "The program takes the **argmax**, as NumPy does.",
    "alone": "The program takes the class with the highest score, but only if it has it **alone**; otherwise it leaves "
    "the pixel without a label, for a person to look at.",
}


def draw(rng: random.Random) -> Variant:
    names = rng.sample(CLASSES, 3)
    answer = rng.randrange(NOBODY + 1)
    if answer == NOBODY:
        rule = "alone"
        ranks = rng.choice([each for ranks in RANKS for each in ranks if _tied(each)])
    else:
        # With that rule nothing always wins in a tie, so there must also be highest scores that stand alone.
        rule = rng.choice(("argmax", "argmax", "alone"))
        ranks = rng.choice([each for each in RANKS[answer] if rule == "argmax" or not _tied(each)])
    levels = sorted(rng.sample(range(-29, 30), 3))
    scores = [levels[rank] / 10 for rank in ranks]
    return Variant(
        fields={"rule": RULES[rule]}
        | {f"class_{place}": name for place, name in enumerate(names)}
        | {f"score_{place}": f"{score:.1f}" for place, score in enumerate(scores)},
        answer=answer,
        options=(
            *((name, _why(names, scores, place, rule)) for place, name in enumerate(names)),
            ("None: it stays unlabelled", _why_nobody(names, scores, rule)),
        ),
    )


def _tied(ranks: tuple[int, ...]) -> bool:
    return ranks.count(2) > 1


def _why(names: Sequence[str], scores: Sequence[float], place: int, rule: str) -> str:
    name, score, best = names[place], scores[place], max(scores)
    if score < best:
        return f"{name} has {score:.1f}, and the highest score is {best:.1f}. Only the highest can win."
    if scores.count(best) == 1:
        return f"{best:.1f} is the highest score, and only {name} has it."
    if rule == "alone":
        return f"{name} has the highest score {best:.1f}, but not alone, so this program gives no label."
    if scores.index(best) == place:
        return (
            f"Several classes share the highest score {best:.1f}; {name} has the lowest id of them and wins."
        )
    return (
        f"{name} shares the highest score {best:.1f}, but {names[scores.index(best)]} has a lower id. The first of "
        "them wins."
    )


def _why_nobody(names: Sequence[str], scores: Sequence[float], rule: str) -> str:
    best = max(scores)
    winner = names[scores.index(best)]
    if rule == "argmax":
        return f"Argmax gives every pixel one class, tie or not; here it is {winner}."
    if scores.count(best) == 1:
        return f"{winner} alone has the highest score {best:.1f}, so it is the label."
    return f"Several classes share the highest score {best:.1f}, so this program gives none. Argmax would say {winner}."
