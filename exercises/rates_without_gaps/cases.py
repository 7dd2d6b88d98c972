"""Four sets of dilations: all but one leave gaps, each for a reason of its own, or all but one leave none."""

import random
from collections.abc import Callable, Iterator
from math import gcd

from exercises._engine.variants import Variant
from lessons.dilation.receptive import Stack, conv, path_counts, path_map, unread
from lessons.unet.receptive_field import field_size

Rates = tuple[int, ...]

LARGEST = {2: 6, 3: 9}
"""The largest dilation, by the number of layers."""
NAMES = {2: "Two", 3: "Three"}
NTH = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth"}


QUESTIONS = {
    True: "Which dilations read **every pixel** of their field?",
    False: "Which dilations leave **pixels unread** in their field?",
}


def draw(rng: random.Random) -> Variant:
    count, asked_full = rng.choice((2, 3, 3)), rng.random() < 0.5
    with_gaps: list[Callable[[Rates], bool]] = [
        lambda rates: gcd(*rates) > 1,
        lambda rates: gcd(*rates) == 1 and 1 not in rates,
        lambda rates: 1 in rates and _gaps(rates),
    ]
    if asked_full:
        right = _first_rates(rng, count, _without_gaps)
        wrong = [_first_rates(rng, count, fits) for fits in with_gaps]
    else:
        right, wrong = _first_rates(rng, count, rng.choice(with_gaps)), []
        # Of two dilations only 1, 2 and 1, 3 leave no gap.
        while len(wrong) < (2 if count == 2 else 3):
            full = _first_rates(rng, count, _without_gaps)
            wrong += [full] if full not in wrong else []
    options = [right, *wrong]
    rng.shuffle(options)
    return Variant(
        fields={"count": NAMES[count], "question": QUESTIONS[asked_full]},
        answer=options.index(right),
        options=tuple((f"Dilations {', '.join(map(str, rates))}", _why(rates)) for rates in options),
    )


def _first_rates(rng: random.Random, count: int, fits: Callable[[Rates], bool]) -> Rates:
    return next(rates for rates in _random_rates(rng, count) if fits(rates))


def _random_rates(rng: random.Random, count: int) -> Iterator[Rates]:
    while True:
        yield tuple(sorted(rng.randint(1, LARGEST[count]) for _ in range(count)))


def _without_gaps(rates: Rates) -> bool:
    # Nothing but a dilation of 1 reaches the pixel next to the outermost one; that is asked first, as it is quick.
    return 1 in rates and max(rates) > 1 and not _gaps(rates)


def _gaps(rates: Rates) -> bool:
    return bool((path_counts(_stack(rates)) == 0).any())


def _stack(rates: Rates) -> Stack:
    return [conv(dilation=rate) for rate in rates]


def _why(rates: Rates) -> str:
    """What these dilations, from small to large, read of their field, and what makes them skip the rest."""
    stack = _stack(rates)
    field, lost = field_size(stack), unread(path_map(stack))
    if not lost:
        return f"All of the {field} × {field} pixels are read: no dilation is larger than the row already filled."
    share = f"{100 * lost:.0f} % of the {field} × {field} pixels are never read."
    if (shared := gcd(*rates)) > 1:
        return (
            f"{shared} divides every one of these dilations, so the paths reach only every {NTH[shared]} pixel: "
            f"{share}"
        )
    along = path_counts(stack)[field // 2 :]
    missed = int((along == 0).argmax())
    if 1 not in rates:
        return (
            f"These dilations share no factor, and still no path ends {missed} "
            f"pixel{'s' if missed > 1 else ''} away from the middle: {share}"
        )
    filled, far = _first_too_far(rates)
    return (
        f"The layers before dilation {far} fill {filled} pixels in a row, and a dilation of {far} is larger than "
        f"that: {share}"
    )


def _first_too_far(rates: Rates) -> tuple[int, int]:
    """How many pixels in a row are filled before the first dilation that leaves a gap, and that dilation."""
    for place, rate in enumerate(rates):
        filled = field_size(_stack(rates[:place]))
        if rate > filled:
            return filled, rate
    raise AssertionError(f"{rates} leave no gap.")
