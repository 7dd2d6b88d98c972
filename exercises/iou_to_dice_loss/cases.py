"""One of IoU and Dice loss is given, the other asked for; the wrong ways stop half-way or swap the two."""

import random

from exercises._engine.variants import Variant

_TOLERANCE = 0.0005


def draw(rng: random.Random) -> Variant:
    while True:
        forward = rng.random() < 0.5
        number = rng.randrange(15, 91) / 100
        if forward:
            dice = 2 * number / (1 + number)
            answer = 1 - dice
            mistakes = (
                (1 - number, "That is 1 − IoU, the IoU loss. Turn the IoU into Dice first."),
                (dice, "That is the Dice score. The loss is what is missing to 1."),
                (1 - number / (2 - number), "You used the formula for the way back, from Dice to IoU."),
                (1 - number / (1 + number), "The 2 above the line is missing: Dice is 2 · IoU / (1 + IoU)."),
            )
        else:
            dice = 1 - number
            answer = dice / (2 - dice)
            mistakes = (
                (dice, "That is Dice, 1 − loss. One step is missing, from Dice to IoU."),
                (2 * dice / (1 + dice), "That formula goes from IoU to Dice. Solve it for the IoU."),
                (number / (2 - number), "You took the loss for the Dice score. Take it from 1 first."),
                (1 - answer, "That is 1 − IoU, an IoU loss. The IoU itself is asked for."),
            )
        values = [answer, *(value for value, _ in mistakes)]
        gaps = [abs(a - b) for place, a in enumerate(values) for b in values[:place]]
        if min(gaps) > 4 * _TOLERANCE:
            break
    if forward:
        story = f"A paper reports an IoU of **{number:.2f}** for tumours, on one picture."
        question = "What is the Dice **loss** of the same mask?"
        worked = (
            f"2 · IoU is {2 * number:.2f} and 1 + IoU is {1 + number:.2f}; the one over the other is Dice."
        )
    else:
        story = (
            f"A training log says that the Dice loss of one mask is **{number:.2f}**. Every pixel is sure."
        )
        question = "What is its **IoU**?"
        worked = (
            f"Dice is 1 − {number:.2f} = {dice:.2f}. Solved for IoU, the formula reads Dice / (2 − Dice)."
        )
    return Variant(
        fields={"story": story, "asked": question},
        answer=answer,
        mistakes=mistakes,
        worked=worked,
    )
