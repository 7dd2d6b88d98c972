"""Panoptic ids to write, to split, and to count in a small map."""

import random

import numpy as np

from exercises._engine.variants import Variant
from lessons.flavours.components import connected_components
from lessons.flavours.encoding import PER_CLASS, decode, encode, instances_of
from lessons.models import THINGS
from lessons.scenes.drawing import CLASS_NAMES

Mistakes = tuple[tuple[float, str], ...]

LABELS = {name: label for label, name in enumerate(CLASS_NAMES)}
CLASSES_IN_WORDS = ", ".join(f"{label} {name}" for name, label in LABELS.items())
*_HEAD, _LAST = sorted(THINGS, key=LABELS.__getitem__)
THINGS_IN_WORDS = f"{', '.join(_HEAD)} and {_LAST}".capitalize()
PLURALS = {"car": "cars", "person": "people", "sign": "signs", "tree": "trees"}


def draw(rng: random.Random) -> Variant:
    ask = rng.choice((_write_thing, _write_stuff, _split, _split, _count, _count))
    while True:
        question, answer, worked, mistakes = ask(rng)
        # Each wrong way must give a number of its own.
        if len({answer, *(value for value, _ in mistakes)}) == 1 + len(mistakes):
            return Variant(
                fields={"classes": CLASSES_IN_WORDS, "things": THINGS_IN_WORDS, "question": question},
                answer=answer,
                mistakes=mistakes,
                worked=worked,
            )


def _write_thing(rng: random.Random) -> tuple[str, int, str, Mistakes]:
    name, number = rng.choice(THINGS), rng.randint(2, 99)
    label = LABELS[name]
    return (
        f"A pixel belongs to **{name} number {number}**. What is its panoptic id?",
        int(encode([[label]], [[number]])[0, 0]),
        f"Class {name} is {label}, and {label} · 1000 is {label * PER_CLASS}.",
        (
            (
                label * PER_CLASS,
                f"That id has number 0, as stuff has. This pixel belongs to {name} #{number}.",
            ),
            (number * PER_CLASS + label, "You swapped the two. The class is multiplied by 1000."),
            (
                label + number,
                "You added the class and the number. The class has to be multiplied by 1000 first.",
            ),
            (
                label * 100 + number,
                "You multiplied the class by 100. The number has three digits of its own.",
            ),
            (label * 10 * PER_CLASS + number, "You multiplied the class by 10 000. The factor is 1000."),
            (int(f"{label}{number}"), "You wrote the two behind each other. The number has three digits."),
            (
                (label + 1) * PER_CLASS + number,
                "You counted the classes from 1. The ids begin at 0, with sky.",
            ),
        ),
    )


def _write_stuff(rng: random.Random) -> tuple[str, int, str, Mistakes]:
    name = rng.choice([name for name in CLASS_NAMES[1:] if name not in THINGS])
    label = LABELS[name]
    return (
        f"A pixel shows **{name}**. What is its panoptic id?",
        int(encode([[label]], [[0]])[0, 0]),
        f"Class {name} is {label}. It is stuff, so its number is 0.",
        (
            (
                label * PER_CLASS + 1,
                f"You gave it number 1. {name.capitalize()} is stuff, and stuff has number 0.",
            ),
            (label, "That is the class alone. It has to be multiplied by 1000."),
            (label * 100, "You multiplied the class by 100. The number has three digits of its own."),
            ((label + 1) * PER_CLASS, "You counted the classes from 1. The ids begin at 0, with sky."),
        ),
    )


def _split(rng: random.Random) -> tuple[str, int, str, Mistakes]:
    label, number = LABELS[rng.choice(THINGS)], rng.choice((rng.randint(11, 99), rng.randint(101, 989)))
    panoptic = label * PER_CLASS + number
    labels, numbers = decode([[panoptic]])
    the_class, the_number = int(labels[0, 0]), int(numbers[0, 0])
    if rng.random() < 0.5:
        return (
            f"A pixel has the panoptic id **{panoptic}**. What is the number of its object?",
            the_number,
            f"The thousands of the id, {the_class * PER_CLASS}, are the class.",
            (
                (
                    the_class,
                    "That is the class. The number is what is left when the thousands are taken off.",
                ),
                (panoptic, "That is the whole id. Take the thousands off: they are the class."),
                (number % 10, "You took the last digit alone. The number has three digits."),
                (
                    panoptic / PER_CLASS,
                    "Dividing by 1000 gives the class. Asked for is what the division leaves.",
                ),
            ),
        )
    return (
        f"A pixel has the panoptic id **{panoptic}**. What is its class id?",
        the_class,
        f"Its last three digits, {the_number:03d}, are the number of the object.",
        (
            (the_number, "That is the number of the object. The class is how often 1000 fits into the id."),
            (panoptic / PER_CLASS, "Leave the fraction out: what is over is the number of the object."),
            (panoptic // 100, "You divided by 100. The last three digits are the number."),
            (the_class * PER_CLASS, "Those are the thousands of the id. How many thousands are they?"),
            (the_class + 1, "You counted the classes from 1. The ids begin at 0, with sky."),
        ),
    )


def _count(rng: random.Random) -> tuple[str, int, str, Mistakes]:
    panoptic = _map(rng)
    objects = instances_of(panoptic)
    thing = rng.choice((None, max(THINGS, key=lambda name: sum(o.label == LABELS[name] for o in objects))))
    ours = [each for each in objects if thing is None or each.label == LABELS[thing]]
    cells = sum(int(each.mask.sum()) for each in ours)
    pieces = sum(int(connected_components(each.mask).max()) for each in ours)
    rows = "\n".join(" ".join(f"{cell:4d}" for cell in row) for row in panoptic.tolist())
    what = PLURALS[thing] if thing else "objects"
    segments = len(np.unique(panoptic))
    wrong = [
        (segments, "You counted all segments. Those whose number is 0 are stuff, and stuff has no objects."),
        (cells, "You counted cells. All cells with the same id are one object."),
        (
            max(each.number for each in ours),
            "That is the highest number. Numbers may be left out: count the ids.",
        ),
    ]
    if pieces > len(ours):
        wrong.append(
            (pieces, "You counted pieces. Two pieces with the same id are one object, seen in parts.")
        )
    if thing:
        wrong.append((len(objects), f"You counted all objects. Asked for are the {what} alone."))
    else:
        classes = len({each.label for each in objects})
        wrong.append((classes, "You counted classes. Two objects of one class have different ids."))
    worked = f"The map holds {segments} different ids; {segments - len(objects)} of them are of stuff."
    if thing:
        worked += f" Those of class {thing} begin with {LABELS[thing]}."
    question = f"How many **{what}** does this map hold?\n\n```\n{rows}\n```"
    return question, len(ours), worked, tuple(wrong)


def _map(rng: random.Random) -> np.ndarray:
    """A building above a road, and before them three to five objects of two classes, some of them in two pieces."""
    mask, ids = np.full((4, 7), LABELS["building"]), np.zeros((4, 7), dtype=int)
    mask[2:] = LABELS["road"]
    first, second = (LABELS[name] for name in rng.sample(THINGS, 2))
    columns = sorted(rng.sample(range(7), rng.randint(4, 6)))
    numbers = rng.sample(range(2, 40), len(columns))
    if rng.random() < 0.6:
        # An object behind another: its second piece stands beyond the one in front.
        numbers[2] = numbers[0]
    for place, (column, number) in enumerate(zip(columns, numbers, strict=True)):
        top = rng.randint(0, 2)
        mask[top:3, column] = first if place % 2 == 0 else second
        ids[top:3, column] = number
    return encode(mask, ids)
