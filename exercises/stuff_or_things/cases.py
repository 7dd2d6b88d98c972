"""Places with classes that can be counted, that cannot, and that could be but were not."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from exercises._engine.variants import Variant
from lessons.flavours.kinds import STUFF
from lessons.models import THINGS


@dataclass(frozen=True)
class StreetPlace:
    """What there is to see: `stuff`, `things`, and one class that could be numbered and at times is not."""

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
ALL = "All of them"

Option = tuple[str, str]


def draw(rng: random.Random) -> Variant:
    place, asked = rng.choice(PLACES), rng.choice(("things", "stuff"))
    # This course never numbers buildings; elsewhere those who label decide.
    left_whole = place is PLACES[0] or rng.random() < 0.5
    if rng.random() < 0.2:
        kinds = _all_alike(rng, place, asked, left_whole)
    else:
        counted, uncounted = rng.choice(((1, 2), (2, 1), (2, 2), (2, 2)))
        unnumbered = [place.unnumbered] if rng.random() < 0.7 else []
        things = rng.sample(place.things, counted) + ([] if left_whole else unnumbered)
        stuff = rng.sample(place.stuff, uncounted) + (unnumbered if left_whole else [])
        kinds = dict.fromkeys(things, "things") | dict.fromkeys(stuff, "stuff")
    classes = rng.sample(tuple(kinds), len(kinds))
    options = _options(rng, classes, {name for name in classes if kinds[name] == asked}, place, kinds)
    answer = options[0]
    rng.shuffle(options)
    note = "Those who labelled it numbered every object that can be counted"
    if place.unnumbered in classes and left_whole:
        note += f", but outlined all {place.unnumbered} together, without numbers"
    elif place.unnumbered in classes:
        note += f", the {place.unnumbered} too"
    return Variant(
        fields={
            "place": place.name,
            "classes": ", ".join(classes),
            "note": f"{note}.",
            "asked": asked,
        },
        answer=options.index(answer),
        options=tuple(options),
    )


def _all_alike(rng: random.Random, place: StreetPlace, asked: str, left_whole: bool) -> dict[str, str]:
    """Classes that all are what is asked for."""
    names = list(place.things if asked == "things" else place.stuff)
    if left_whole == (asked == "stuff"):
        names.append(place.unnumbered)
    return dict.fromkeys(rng.sample(names, min(4, len(names))), asked)


def _options(
    rng: random.Random, classes: list[str], right: set[str], place: StreetPlace, kinds: dict[str, str]
) -> list[Option]:
    """The right selection and then four others, each with why it is right or wrong."""
    other = set(classes) - right
    if other:
        # One class too many or one too few, so that how long a text is tells nothing.
        near = [right ^ {name} for name in rng.sample(classes, len(classes))]
        wrong = [other, set(classes)]
        wrong += [each for each in near if each and each not in wrong][:2]
    else:
        one, two = rng.sample(classes, 2)
        wrong = [right - {one}, right - {two}, right - {one, two}, {one, two}]
    options = [
        (_in_words(classes, each), _why(classes, each, right, place, kinds)) for each in (right, *wrong)
    ]
    return options


def _why(
    classes: list[str], chosen: set[str], right: set[str], place: StreetPlace, kinds: dict[str, str]
) -> str:
    many, few = ([name for name in classes if name in each] for each in (chosen - right, right - chosen))
    if few and many:
        return f"It is the other way round. {_reason(many[0], place, kinds)}"
    if many:
        return f"{_first_upper(many[0])} should not be there. {_reason(many[0], place, kinds)}"
    if few:
        return f"{_first_upper(few[0])} should be there too. {_reason(few[0], place, kinds)}"
    tempting = place.unnumbered if place.unnumbered in classes else classes[0]
    rest = next(
        (f"The others are {kinds[name]}" for name in classes if name not in right), "There are no others"
    )
    return f"{rest}. {_reason(tempting, place, kinds)}"


def _reason(name: str, place: StreetPlace, kinds: dict[str, str]) -> str:
    """Why a class is what it is."""
    if kinds[name] == "things":
        here = ", and here each is" if name == place.unnumbered else ""
        return f"{_first_upper(name)} can be numbered one by one{here}, so they are things."
    if name == place.unnumbered:
        return f"{_first_upper(name)} could be numbered, but nobody has done it here, so here they are stuff."
    return f"Half of the {name} is {name} as well: there is no single one to number, so it is stuff."


def _in_words(classes: Sequence[str], selection: set[str]) -> str:
    """The chosen classes in the order in which the task names them."""
    *head, last = [name for name in classes if name in selection]
    if len(head) + 1 == len(classes):
        return ALL
    return f"{', '.join(head)} and {last}" if head else last


def _first_upper(text: str) -> str:
    return text[0].upper() + text[1:]
