"""A pixel, what the network says of it, and how much focal loss leaves of its pull."""

import random

from exercises._engine.variants import Variant

_TOLERANCE = 0.0005


def draw(rng: random.Random) -> Variant:
    while True:
        percent, gamma = rng.choice((10, 20, 30, 40, 60, 70, 80, 85, 90)), rng.choice((1, 2, 3))
        lesion = rng.random() < 0.5
        # What the network says of the tumour; the truth may be the other class.
        p, true = percent / 100, "tumour" if rng.random() < 0.5 else "background"
        of_true = p if (true == "tumour") == lesion else round(1 - p, 2)
        class_name = "tumour" if lesion else "background"
        answer = (1 - of_true) ** gamma
        mistakes = [
            (
                of_true**gamma,
                "You raised p itself. Then a sure pixel would pull most; it is the doubt, 1 − p, that is raised.",
            ),
            (
                gamma * (1 - of_true),
                "You multiplied by γ. It is an exponent: with γ = 2, multiply 1 − p by itself.",
            ),
            (1 - of_true**gamma, "You raised p and took it from 1. Take p from 1 first, then raise."),
        ]
        if gamma > 1:
            mistakes.append(
                (1 - of_true, "That is the doubt 1 − p. It still has to be raised to the power of γ.")
            )
        values = [answer, *(value for value, _ in mistakes)]
        gaps = [abs(a - b) for place, a in enumerate(values) for b in values[:place]]
        if min(gaps) > 4 * _TOLERANCE:
            break
    return Variant(
        fields={
            "story": f"There are two classes, tumour and background. At one pixel the network gives the {class_name} a "
            f"probability of {p:.2f}. The truth there is **{true}**.",
            "gamma": gamma,
        },
        answer=answer,
        mistakes=tuple(mistakes),
        worked=f"The true class is {true}. Its probability p is {of_true:.2f}, so 1 − p is {1 - of_true:.2f}.",
    )
