"""Where the channels of two joined maps lie: one behind the other in either order, in turn, or added up."""

import random

from exercises._engine.variants import Variant

PARTS = ((16, 16), (24, 24), (32, 32), (16, 32), (24, 16), (64, 32), (8, 24), (48, 64))
EQUAL = (16, 24, 32, 48, 64)
"""Only maps with as many channels can take turns or be added."""
NAMES = {"skip": "skip", "up": "upsampled map"}
NONE_ALONE = "None: each is a sum of both maps"


def draw(rng: random.Random) -> Variant:
    join = rng.choice(("behind", "behind", "behind", "in turn", "added"))
    skip, up = rng.choice(PARTS) if join == "behind" else (rng.choice(EQUAL),) * 2
    # This lesson's networks put the skip first; other code does not, so the line itself must be read.
    first, second = ("skip", "up") if rng.random() < 2 / 3 else ("up", "skip")
    part = rng.choice(("skip", "up"))
    total = skip if join == "added" else skip + up
    split = {"skip": skip, "up": up}[first] if join == "behind" else total // 2
    side = rng.choice((16, 32, 64))

    # Counted from 1 where the task says so: then what is off by one here is right there.
    base = rng.choice((0, 0, 1))
    spans = {first: (base, base + split), second: (base + split, base + total)}
    start, stop = spans[part]
    other = second if part == first else first
    shift = -1 if base else 1
    turns = {name: _turn(base + place) for place, name in enumerate((first, second))}
    right = {
        "behind": _span(start, stop),
        "in turn": f"Every second channel: {turns[part]}",
        "added": NONE_ALONE,
    }[join]
    apart = "No channels are kept apart here." if join == "added" else ""
    together = "The channels of a map do not stay together here." if join == "in turn" else ""
    texts = [
        (_span(start, stop), apart or together),
        (_span(*spans[other]), apart or together or f"Those hold the {NAMES[other]}."),
        (
            _span(start + shift, stop + shift),
            apart or together or f"Off by one: here channels are counted from {base}.",
        ),
        (f"Every second channel: {turns[part]}", apart or "torch.cat keeps the channels of a map together."),
        (
            NONE_ALONE,
            "That would be an addition. Here both maps stay whole; only the convolution mixes them.",
        ),
    ]
    how = {
        "behind": f"torch.cat puts all channels of {first} before those of {second}: {first} is in channels "
        f"{_to(*spans[first])}, {second} in channels {_to(*spans[second])}.",
        "in turn": f"Stacked along a new axis behind the channels and flattened, the two take turns: {first} is in "
        f"channels {turns[first]}, {second} in channels {turns[second]}.",
        "added": f"+ adds the two cell by cell. The sum has {total} channels, as each map had, and none of them holds "
        "one map alone.",
    }[join]
    options = [(text, how if text == right else f"{wrong} {how}") for text, wrong in texts]
    rng.shuffle(options)
    return Variant(
        fields={
            "skip": skip,
            "up": up,
            "height": side,
            "width": side,
            "join": {
                "behind": f"torch.cat([{first}, {second}], dim=1)",
                "in turn": f"torch.stack([{first}, {second}], dim=2).flatten(1, 2)",
                "added": f"{first} + {second}",
            }[join],
            "total": total,
            "outputs": skip,
            "asked": NAMES[part],
            "base": base,
        },
        answer=[text for text, _ in options].index(right),
        options=tuple(options),
    )


def _span(start: int, stop: int) -> str:
    return f"Channels {_to(start, stop)}"


def _to(start: int, stop: int) -> str:
    return f"{start} to {stop - 1}"


def _turn(start: int) -> str:
    return f"{start}, {start + 2}, {start + 4} and so on"
