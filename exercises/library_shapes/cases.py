"""Networks of the library with batches of several sizes, and the shapes of what they give, line by line."""

import random

from exercises._engine.variants import Variant

ARCHITECTURES = ("Unet", "DeepLabV3Plus", "FPN", "PSPNet", "Segformer")
QUARTER = ("DeepLabV3Plus", "FPN", "Segformer")
"""Their last step in the library is an upsampling by 4, which `upsampling=1` leaves out."""
ENCODERS = ("resnet34", "mobilenet_v2", "efficientnet-b0")
SIZES = ((256, 256), (128, 192), (224, 320), (320, 256))

LOGITS = {"plain": "model(images)", "last": "model(images).permute(0, 2, 3, 1)"}
MASKS = {
    "plain": "logits.argmax(dim=1)",
    "kept": "logits.argmax(dim=1, keepdim=True)",
    "batch": "logits.argmax(dim=0)",
    "last": "logits.argmax(dim=-1)",
}


def draw(rng: random.Random) -> Variant:
    # The lines of the lesson, and one change each that makes one of the other shapes.
    way = rng.choice(("plain", "plain", "four channels", "quarter", "last", "kept", "batch"))
    architecture = rng.choice(QUARTER if way == "quarter" else ARCHITECTURES)
    batch, (height, width) = rng.choice((2, 6, 16)), rng.choice(SIZES)
    # Pictures with near infrared have four channels, and then 3 is a number of classes.
    channels, classes = (4, 3) if way == "four channels" else (3, rng.choice((4, 5, 8, 19)))
    low, narrow = height // 4, width // 4
    options = {
        "plain": (
            _pair((batch, classes, height, width), (batch, height, width)),
            "One score for each class at each pixel of each picture, and an argmax over the classes that leaves one id "
            "a pixel",
        ),
        "input": (
            _pair((batch, channels, height, width), (batch, height, width)),
            f"{channels} are the channels of what goes in. Of what comes out there is one for each of the {classes} "
            "classes",
        ),
        "quarter": (
            _pair((batch, classes, low, narrow), (batch, low, narrow)),
            "So FPN, DeepLabV3Plus and Segformer give it without their last step, an upsampling by 4",
        ),
        "last": (
            _pair((batch, height, width, classes), (batch, height, width)),
            "So it is in libraries that put the channels last",
        ),
        "kept": (
            _pair((batch, classes, height, width), (batch, 1, height, width)),
            "So it is with keepdim=True: argmax leaves a dimension of length 1 where it compares",
        ),
        "batch": (
            _pair((batch, classes, height, width), (classes, height, width)),
            "So it is with dim=0: argmax compares the pictures of the batch and says which scores highest",
        ),
    }
    right = "plain" if way == "four channels" else way
    here = {
        "quarter": "upsampling=1 leaves that step out, and both sides stay a quarter of the picture's",
        "last": "permute puts the channels last, and dim=-1 compares along them",
        "kept": "keepdim=True keeps the dimension along which argmax compares",
        "batch": "dim=0 is the batch, so the argmax removes it and not the classes",
    }.get(
        way, f"the logits have {classes} channels, one for each class, and dim=1 removes them from the masks"
    )
    names = rng.sample(tuple(options), len(options))
    return Variant(
        fields={
            "architecture": architecture,
            "encoder": rng.choice(ENCODERS),
            "channels": channels,
            "classes": classes,
            "end": ", upsampling=1)  # without the upsampling by 4 at the end" if way == "quarter" else ")",
            "batch": batch,
            "height": height,
            "width": width,
            "logits": LOGITS.get(way, LOGITS["plain"]),
            "masks": MASKS.get(way, MASKS["plain"]),
        },
        answer=names.index(right),
        options=tuple(
            (options[name][0], f"{options[name][1]}{': ' if name == right else '. But here '}{here}.")
            for name in names
        ),
    )


def _pair(logits: tuple[int, ...], masks: tuple[int, ...]) -> str:
    return f"logits {logits}, masks {masks}"
