"""One tumour, two purposes: what a mistake costs decides the loss."""

import random

from exercises._engine.variants import Variant

_VOLUME, _SCREENING = "volume", "screening"
_GOALS = {
    _VOLUME: (
        "The mask will tell the tumour's **volume**: one pixel too many is as bad as one that is missing.",
        "From the mask a surgeon plans a cut along the **outline**: too wide is as bad as too narrow.",
        "Masks of this year and last are subtracted to see **growth**: a mask that is too fat or too thin spoils it.",
    ),
    _SCREENING: (
        "This is **screening**: a doctor looks at every mark and wipes false ones off in seconds; a tumour without any "
        "mark is not seen by anybody.",
        "The marks choose **which scans a doctor sees**: a false mark costs a minute, a missed tumour a life.",
        "A second, careful network looks at every mark and removes false ones. **What is not marked here is lost.**",
    ),
}


def draw(rng: random.Random) -> Variant:
    purpose = rng.choice((_VOLUME, _SCREENING))
    thousandths = rng.choice((3, 4, 5, 6, 8))
    times = round((1000 - thousandths) / thousandths)
    options = {
        _VOLUME: (
            "Cross-entropy + Dice",
            "Dice falls for a pixel too many as for one that is missing, however few pixels the tumour has, and "
            "cross-entropy gives every pixel a steady pull."
            + (
                ""
                if purpose == _VOLUME
                else " But it prices both mistakes alike, and here a missed one is far worse."
            ),
        ),
        _SCREENING: (
            "Cross-entropy with class weights of 1 / share",
            f"A missed tumour pixel then costs as much as about {times} false ones, so the network rather marks too "
            "much: few tumours are missed, and the masks are fat."
            + ("" if purpose == _SCREENING else " Fat masks are just what this purpose cannot use."),
        ),
        "longer": (
            "Plain cross-entropy, for ten times as long",
            "Each tumour pixel keeps the same small say in the mean. Where the pictures leave doubt, the empty mask "
            "stays the better bet, however long it learns.",
        ),
        "focal": (
            "Focal loss with γ = 2, without weights",
            "It turns down pixels that are nearly right. In a network that is in doubt everywhere it turns down all "
            "alike, and the tumour's share of the pull stays as small as it was.",
        ),
        "accuracy": (
            "None: the accuracy is high enough",
            f"The empty mask has this accuracy because {1000 - thousandths} of 1,000 pixels are background. "
            "It finds nothing; the IoU of the tumour is 0.",
        ),
    }
    names = rng.sample(tuple(options), len(options))
    return Variant(
        fields={
            "share": f"{thousandths / 10:g} %",
            "accuracy": f"{(1000 - thousandths) / 10:g} %",
            "goal": rng.choice(_GOALS[purpose]),
        },
        answer=names.index(purpose),
        options=tuple(options[name] for name in names),
    )
