"""One tumour, five situations: what a mistake costs, and what the network does so far, decide the loss."""

import random

from exercises._engine.variants import Variant, fill
from lessons.training import tumour

_NOTHING = (
    "After a short training with plain cross-entropy, a network marks nothing at all, and its pixel accuracy is "
    "**{accuracy}**."
)
_STATES = {
    "volume": _NOTHING,
    "screening": _NOTHING,
    "accuracy": _NOTHING,
    "longer": "Trained with plain cross-entropy, a network marked nothing at first, and then began to. On scans "
    "it never saw, the IoU of the tumour has risen at every look since, and was **{iou}** when the training ended.",
    "focal": "Trained with plain cross-entropy, a network finds them: IoU **{iou}**. It is right and nearly sure at "
    "most pixels of **both** classes, and these are so many that they make up most of the loss. What is wrong are "
    "few pixels where a vessel looks like tumour, or tumour like a vessel.",
}
_GOALS = {
    "volume": (
        "The mask will tell the tumour's **volume**: one pixel too many is as bad as one that is missing.",
        "From the mask a surgeon plans a cut along the **outline**: too wide is as bad as too narrow.",
        "Masks of this year and last are subtracted to see **growth**: a mask that is too fat or too thin spoils it.",
    ),
    "screening": (
        "This is **screening**: a doctor looks at every mark and wipes false ones off in seconds; a tumour without any "
        "mark is not seen by anybody.",
        "The marks choose **which scans a doctor sees**: a false mark costs a minute, a missed tumour a life.",
        "A second, careful network looks at every mark and removes false ones. **What is not marked here is lost.**",
    ),
    "accuracy": (
        "The masks only tell how small the scans can be **packed**. Every pixel counts the same for that, and 98 % of "
        "them have to be right.",
        "A student tests how fast masks are **stored and sent**. For that 98 % of all pixels have to be right, no "
        "matter which.",
    ),
    "longer": (
        "Its **probabilities** are read as well: of the pixels to which it gives 0.3, three in ten should be tumour.",
        "Its **probabilities** are added up to an expected volume, so they must not be bent towards either class.",
    ),
    "focal": (
        "Pixels of which it is sure already are to pull **less**, in either class, so that the doubtful ones decide.",
        "Neither mistake is worse than the other. What counts are the **doubtful pixels of both classes**.",
    ),
}
_TITLES = {
    "volume": "Cross-entropy + Dice",
    "screening": "Cross-entropy with class weights of 1 / share",
    "longer": "Plain cross-entropy, for ten times as long",
    "focal": "Focal loss with γ = 2, without weights",
    "accuracy": "None: the accuracy is high enough",
}
# What is true of each answer in any situation, and then what that means in this one. What was recorded is that of
# `lessons.training.tumour`, where 1 % of the pixels are what is looked for.
_ABOUT = {
    "volume": "Dice falls for a pixel too many as for one that is missing, however few pixels the tumour has, and "
    "cross-entropy gives every pixel a steady pull. In the course's recorded trainings this missed {ce_dice_missed} of "
    "the pixels looked for and painted {ce_dice_painted} for each of them.",
    "screening": "A missed tumour pixel then costs as much as about {times} false ones, so the network rather marks "
    "too much: in the course's recorded trainings it missed {weighted_missed} of the pixels looked for and painted "
    "{weighted_painted} for each of them.",
    "longer": "Plain cross-entropy does find what is rare in the end: in the course's recorded trainings its IoU went "
    "from {ce_early} to {ce_late} in ten times as many steps. But each tumour pixel keeps its small say in the "
    "mean, and the masks stayed thin: {ce_missed} of the pixels looked for were missed.",
    "focal": "Focal loss turns down the pixels that are nearly right, in either class.",
    "accuracy": "{background} of 1,000 pixels are background, so the accuracy says next to nothing about the tumour.",
}
_HERE = {
    "volume": {
        "volume": "",
        "screening": "But it prices both mistakes alike, and here a missed one is far worse.",
        "accuracy": "It would find the tumour, which nobody asks for here: enough pixels are right as it is.",
        "longer": "But Dice pushes probabilities towards 0 and 1, and here they are read.",
        "focal": "But it goes by class and not by doubt: the sure pixels would go on pulling as before.",
    },
    "screening": {
        "volume": "Fat masks are just what this purpose cannot use.",
        "screening": "",
        "accuracy": "False marks make pixels wrong, and here pixels are all that counts.",
        "longer": "And its probabilities are bent towards the tumour.",
        "focal": "But it goes by class and not by doubt: more vessels would be taken for tumour.",
    },
    "longer": {
        "volume": "Where the pictures leave doubt, the better bet is no mark, so a volume comes out too small.",
        "screening": "Where the pictures leave doubt, the better bet is no mark, and missing one is the worst here.",
        "accuracy": "Ten times the time for pixels that are right already: 98 % were asked for.",
        "longer": "But here it learns, as the IoU shows, and of these losses it alone asks for probabilities that are "
        "true to the counts.",
        "focal": "And most of the pull stays with the many pixels that are right already.",
    },
    "focal": {
        "volume": "But this network is in doubt everywhere, so at first it turns down all alike. It too found what is "
        "rare in the end, and missed {focal_missed} of it.",
        "screening": "But this network is in doubt everywhere, so at first it turns down all alike, and a missed "
        "tumour stays as cheap as it was: in the recorded trainings it missed {focal_missed} of the pixels looked for.",
        "accuracy": "Nobody asks for that here: enough pixels are right.",
        "longer": "With it a network learns to be less sure than it should be, and here the probabilities are read.",
        "focal": "Here those are most of the pixels, so the doubtful ones of both classes get the say.",
    },
    "accuracy": {
        "volume": "The empty mask finds nothing: its IoU of the tumour is 0, and so is the volume.",
        "screening": "The empty mask finds nothing: its IoU of the tumour is 0, and every tumour is missed.",
        "accuracy": "But nothing about the tumour is asked: {accuracy} of the pixels are right, and 98 % are enough.",
        "longer": "The IoU tells more, and it was still rising.",
        "focal": "The few wrong pixels hardly show in it, and they are what counts.",
    },
}


def draw(rng: random.Random) -> Variant:
    situation = rng.choice(tuple(_GOALS))
    thousandths = rng.choice((3, 4, 5, 6, 8))
    numbers = tumour.numbers() | {
        "accuracy": f"{(1000 - thousandths) / 10:g} %",
        "background": 1000 - thousandths,
        "times": round((1000 - thousandths) / thousandths),
        "iou": f"{rng.randint(38, 46) / 100:.2f}"
        if situation == "longer"
        else f"{rng.randint(70, 78) / 100:.2f}",
    }
    names = rng.sample(tuple(_TITLES), len(_TITLES))
    return Variant(
        fields={
            "share": f"{thousandths / 10:g} %",
            "state": fill(_STATES[situation], numbers),
            "goal": rng.choice(_GOALS[situation]),
        },
        answer=names.index(situation),
        options=tuple(
            (_TITLES[name], fill(f"{_ABOUT[name]} {_HERE[name][situation]}".strip(), numbers))
            for name in names
        ),
    )
