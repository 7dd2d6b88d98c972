"""Names that say nothing about who bears them: a colour and an animal."""

import random
from collections.abc import Collection

_COLOURS = """
    Amber Azure Beige Black Blue Bronze Brown Coral Cream Crimson Cyan Emerald Golden Green Grey
    Indigo Ivory Jade Lilac Lime Maroon Navy Ochre Olive Orange Pearl Pink Plum Purple Red Ruby Rust
    Scarlet Silver Teal Turquoise Violet White Yellow
"""
_ANIMALS = """
    badger bat bear beaver bee bison cat crane deer dolphin dove duck eagle elk falcon finch fox
    frog gecko goose hare hawk hedgehog heron horse kestrel koala lark lemur lizard lynx magpie
    marten mole moose moth newt otter owl panda parrot penguin puffin rabbit raven robin salmon seal
    sparrow squirrel stork swan swift tiger toad trout turtle whale wolf wren zebra
"""
ALL = frozenset(f"{colour} {animal}" for colour in _COLOURS.split() for animal in _ANIMALS.split())
"""Every name there is: more than twice as many as a class has members."""


def suggest(seed: int, taken: Collection[str] = ()) -> str:
    """The first of the names, in an order that `seed` gives, that is not taken; the first of all if all are."""
    names = sorted(ALL)
    random.Random(seed).shuffle(names)
    return next((name for name in names if name not in taken), names[0])
