"""Places with classes that can be counted, that cannot, and that could be but were not."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from exercises._engine.variants import Variant
from lessons.flavours.kinds import STUFF
from lessons.models import THINGS


@dataclass(frozen=True)
class StreetPlace:
    """What there is to see: `stuff`, `things`, and one class that could be numbered and is not."""

    name: str
    stuff: tuple[str, ...]
    things: tuple[str, ...]
    unnumbered: str


PLURALS = {"car": "cars", "person": "people", "sign": "signs", "tree": "trees", "building": "buildings"}
"""The classes of the course's scenes that could be counted."""

PLACES = (
    StreetPlace(
        "a street, as this course draws it",
        tuple(name for name in STUFF if name not in PLURALS),
        tuple(PLURALS[name] for name in THINGS),
        "buildings",
    ),
    StreetPlace("a harbour", ("water", "sky", "sand"), ("boats", "buoys", "gulls", "cranes"), "pebbles"),
    StreetPlace("a kitchen", ("floor", "wall", "ceiling"), ("cups", "chairs", "bottles", "spoons"), "beans"),
    StreetPlace("a farm", ("grass", "soil", "sky"), ("cows", "tractors", "dogs", "barns"), "ears of wheat"),
    StreetPlace(
        "a stadium", ("grass", "sky", "concrete"), ("players", "balls", "flags", "cameras"), "spectators"
    ),
    StreetPlace("a mountain", ("snow", "rock", "fog"), ("skiers", "cabins", "goats", "sledges"), "fir trees"),
)


def draw(rng: random.Random) -> Variant:
    place = rng.choice(PLACES)
    left_whole = rng.random() < 0.6
    things = rng.sample(place.things, rng.randint(2, 3))
    stuff = rng.sample(place.stuff, 2) + [place.unnumbered] * left_whole
    classes = rng.sample(things + stuff, len(things) + len(stuff))
    # The tempting one is the class that could be numbered.
    tempting, lost = stuff[-1], rng.choice(things)

    right = (
        _in_words(classes, things),
        f"{_first_upper(_in_words(classes, things))} can be numbered one by one. {_why_stuff(tempting, place)}",
    )
    options = [
        right,
        (_in_words(classes, [*things, tempting]), _why_stuff(tempting, place)),
        (
            _in_words(classes, [name for name in things if name != lost]),
            f"{_first_upper(lost)} are left out. They can be numbered one by one, so they are things too.",
        ),
        (
            _in_words(classes, stuff),
            f"It is the other way round: these have no numbers. {_why_stuff(stuff[0], place)}",
        ),
        ("All of them", f"Then nothing would be stuff. {_why_stuff(stuff[1], place)}"),
    ]
    rng.shuffle(options)
    numbered = "Those who labelled it numbered every object that can be counted"
    return Variant(
        fields={
            "place": place.name,
            "classes": ", ".join(classes),
            "note": f"{numbered}, but outlined all {place.unnumbered} together, without numbers."
            if left_whole
            else f"{numbered}.",
        },
        answer=options.index(right),
        options=tuple(options),
    )


def _why_stuff(name: str, place: StreetPlace) -> str:
    if name == place.unnumbered:
        return f"{_first_upper(name)} could be numbered, but nobody has done it here, so here they are stuff."
    return f"Half of the {name} is {name} as well: there is no single one to number, so it is stuff."


def _in_words(classes: Sequence[str], selection: Sequence[str]) -> str:
    """The chosen classes in the order in which the task names them."""
    *head, last = [name for name in classes if name in selection]
    return f"{', '.join(head)} and {last}" if head else last


def _first_upper(text: str) -> str:
    return text[0].upper() + text[1:]
