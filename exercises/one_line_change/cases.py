"""Wishes that change one line of a program that trains a network, or more than one."""

import random

from exercises._engine.variants import Variant

ARCHITECTURES = ("Unet", "FPN", "Linknet", "PSPNet")
ENCODERS = ("resnet34", "resnet18", "efficientnet-b0")

LINES = {
    "decoder": ("Line 1", "Line 1 names the architecture, that is, the decoder."),
    "encoder": ("Line 2", "Line 2 names the encoder."),
    "weights": ("Line 3", "Line 3 says which weights the encoder starts from."),
    "channels": ("Line 4", "Line 4 says how many channels a picture has."),
    "classes": ("Line 5", "Line 5 says how many classes are scored at each pixel."),
    "loss": ("Line 9", "Line 9 compares scores with ids, whichever network made the scores."),
}
SEVERAL = "No single line: there are more"


def draw(rng: random.Random) -> Variant:
    architecture, encoder, classes = rng.choice(ARCHITECTURES), rng.choice(ENCODERS), rng.choice((3, 5, 8))
    wishes: dict[tuple[str, ...], str] = {
        ("decoder",): "You want DeepLabV3Plus and keep the rest.",
        ("encoder",): "You want the same decoder on a mobilenet_v2, because it has to run on a phone.",
        ("weights",): "There is no internet, and the encoder has to start from random numbers.",
        ("channels",): "The pictures now have four channels: red, green, blue and near infrared.",
        ("classes",): f"The masks get one class more, with id {classes}.",
        ("loss",): "Mistakes at one rare class are to cost ten times as much as before.",
    }
    both: dict[tuple[str, ...], str] = {
        ("decoder", "encoder"): "You want DeepLabV3Plus on a mobilenet_v2.",
        (
            "channels",
            "classes",
        ): f"The pictures get a fourth channel, and the masks one class more, with id {classes}.",
        ("encoder", "weights"): "You want a mobilenet_v2 that starts from random numbers.",
    }
    # Going from one architecture to another is what the lesson is about, so it is asked most often.
    change = rng.choice((("decoder",), *wishes, rng.choice(tuple(both))))
    options = [_option(line, change) for line in LINES]
    return Variant(
        fields={
            "architecture": architecture,
            "encoder": encoder,
            "classes": classes,
            "wanted": (wishes | both)[change],
        },
        answer=list(LINES).index(change[0]) if len(change) == 1 else len(LINES),
        options=(*options, _several(change)),
    )


def _option(line: str, change: tuple[str, ...]) -> tuple[str, str]:
    title, about = LINES[line]
    if change == (line,):
        return title, f"{about} Everything else stays."
    if line in change:
        return title, f"{about} It changes, and not alone: {_in_words(change)} do."
    return (
        title,
        f"{about} It can stay as it is; {_in_words(change)} {'is' if len(change) == 1 else 'are'} to change.",
    )


def _several(change: tuple[str, ...]) -> tuple[str, str]:
    if len(change) > 1:
        return SEVERAL, f"Two parts are exchanged, so {_in_words(change)} change. Everything else stays."
    return SEVERAL, f"The parts are made to be exchanged: {_in_words(change)} is enough."


def _in_words(change: tuple[str, ...]) -> str:
    numbers = [LINES[line][0].split()[1] for line in change]
    return f"line{'s' if len(numbers) > 1 else ''} {' and '.join(numbers)}"
