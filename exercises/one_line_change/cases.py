"""Wishes that change one line of a program that trains a network."""

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
    "loss": ("Line 9", "Line 9 compares scores with ids; both have the same shapes as before."),
}


def draw(rng: random.Random) -> Variant:
    architecture, encoder, classes = rng.choice(ARCHITECTURES), rng.choice(ENCODERS), rng.choice((3, 5, 8))
    wishes = {
        "decoder": "You want DeepLabV3Plus and keep the rest.",
        "encoder": "You want the same decoder on a mobilenet_v2, because it has to run on a phone.",
        "weights": "There is no internet, and the encoder has to start from random numbers.",
        "channels": "The pictures now have four channels: red, green, blue and near infrared.",
        "classes": f"The masks get one class more, with id {classes}.",
    }
    # Going from one architecture to another is what the lesson is about, so it is asked most often.
    change = rng.choice(("decoder", "decoder", "encoder", "weights", "channels", "classes"))
    options = [_option(line, change) for line in LINES]
    none = (
        "No single line: the whole program is another",
        "The parts are made to be exchanged. One line is enough.",
    )
    return Variant(
        fields={
            "architecture": architecture,
            "encoder": encoder,
            "classes": classes,
            "wanted": wishes[change],
        },
        answer=list(LINES).index(change),
        options=(*options, none),
    )


def _option(line: str, change: str) -> tuple[str, str]:
    title, about = LINES[line]
    if line == change:
        return title, f"{about} Everything else stays."
    return title, f"{about} It can stay as it is; {LINES[change][0].lower()} is the one."
