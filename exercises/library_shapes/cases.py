"""Networks of the library with batches of several sizes, and the shapes of what they give."""

import random

from exercises._engine.variants import Variant

ARCHITECTURES = ("Unet", "DeepLabV3Plus", "FPN", "PSPNet", "Segformer")
ENCODERS = ("resnet34", "mobilenet_v2", "efficientnet-b0")


def draw(rng: random.Random) -> Variant:
    architecture, encoder = rng.choice(ARCHITECTURES), rng.choice(ENCODERS)
    batch, classes = rng.choice((1, 2, 4)), rng.choice((5, 8, 19))
    height, width = rng.choice(((256, 256), (128, 192), (224, 320), (320, 256)))
    right = (
        _pair((batch, classes, height, width), (batch, height, width)),
        "One score for each class at each pixel of each picture; the argmax over the classes leaves one id a pixel.",
    )
    wrong = [
        (
            _pair((batch, 3, height, width), (batch, height, width)),
            f"3 are the colours of what goes in. What comes out has one channel for each of the {classes} classes.",
        ),
        (
            _pair((batch, classes, height // 32, width // 32), (batch, height // 32, width // 32)),
            "That is the size of the encoder's deepest map. The decoder and the head bring it back to the picture's.",
        ),
        (
            _pair((batch, height, width, classes), (batch, height, width)),
            "The channels stand before height and width in torch. Other libraries put them last.",
        ),
        (
            _pair((batch, classes, height, width), (batch, 1, height, width)),
            "The logits are right. argmax removes the dimension along which it compares, unless keepdim=True is said.",
        ),
        (
            _pair((batch, classes, height, width), (classes, height, width)),
            "The logits are right. Dimension 1 holds the classes; what is left is one mask for each picture.",
        ),
    ]
    options = [right, *(option for option in wrong)]
    rng.shuffle(options)
    return Variant(
        fields={
            "architecture": architecture,
            "encoder": encoder,
            "classes": classes,
            "batch": batch,
            "height": height,
            "width": width,
        },
        answer=options.index(right),
        options=tuple(options),
    )


def _pair(logits: tuple[int, ...], masks: tuple[int, ...]) -> str:
    return f"logits {logits}, masks {masks}"
