"""Where the channels of a concatenation come from, in either order and with equal or unequal parts."""

import random

from exercises._engine.variants import Variant

PARTS = ((16, 16), (24, 24), (32, 32), (16, 32), (24, 16), (64, 32), (8, 24), (48, 64))
NAMES = {"skip": "skip", "up": "upsampled map"}


def draw(rng: random.Random) -> Variant:
    skip, up = rng.choice(PARTS)
    channels = {"skip": skip, "up": up}
    # This lesson's networks put the skip first; other code does not, so the line itself must be read.
    first, second = ("skip", "up") if rng.random() < 2 / 3 else ("up", "skip")
    part = rng.choice(("skip", "up"))
    total = skip + up
    split = channels[first]
    spans = {first: (0, split), second: (split, total)}
    side = rng.choice((16, 32, 64))

    right = (
        _span(*spans[part]),
        f"{first} comes first in the list and fills channels 0 to {split - 1}; {second} follows it, "
        f"in channels {split} to {total - 1}. Asked for was the {NAMES[part]}.",
    )
    other = second if part == first else first
    start, stop = spans[part]
    wrong = [
        (
            _span(*spans[other]),
            f"Those hold the {NAMES[other]}. In torch.cat the list is read from left to right: {first} first.",
        ),
        (
            _span(start + 1, stop + 1) if part == first else _span(start - 1, stop - 1),
            "The number of channels is right, but the span is off by one. Channels are counted from 0, and the "
            f"last channel of {first} is number {split - 1}.",
        ),
        (
            f"Every second channel: {'0, 2, 4' if part == first else '1, 3, 5'} and so on",
            "torch.cat does not interleave. It puts all channels of the first behind each other, then all of "
            "the second.",
        ),
        (
            "All of them: each input channel is a sum of both",
            "That would be an addition. Concatenating keeps both maps whole; only the convolution that follows "
            "mixes them.",
        ),
    ]
    options = [right, *wrong]
    rng.shuffle(options)
    return Variant(
        fields={
            "skip": skip,
            "up": up,
            "height": side,
            "width": side,
            "first": first,
            "second": second,
            "total": total,
            "outputs": skip,
            "asked": NAMES[part],
        },
        answer=options.index(right),
        options=tuple(options),
    )


def _span(start: int, stop: int) -> str:
    return f"Channels {start} to {stop - 1}"
