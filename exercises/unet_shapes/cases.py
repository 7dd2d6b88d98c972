"""Shapes through a U-Net: one question about one level, in numbers small enough for paper."""

import random
from dataclasses import dataclass

from exercises._engine.variants import Variant

WIDTHS = ((16, 24, 32, 64, 128), (8, 16, 32, 64, 96), (12, 20, 36, 48, 80), (16, 32, 48, 96), (8, 12, 24, 40))
SIDES = (48, 64, 80, 96, 112, 128, 160, 192)
TIMES = ("zero", "one", "two", "three", "four")

Mistakes = tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Network:
    """A picture's (height, width) and a U-Net's channels at each level, the bottleneck last."""

    height: int
    width: int
    widths: tuple[int, ...]

    @property
    def poolings(self) -> int:
        return len(self.widths) - 1

    def size(self, level: int) -> tuple[int, int]:
        """The (height, width) of the maps at a level."""
        return self.height // 2**level, self.width // 2**level


def draw(rng: random.Random) -> Variant:
    ask = rng.choice((_side, _decoder_channels, _numbers_in_map, _scores))
    while True:
        height, width = rng.sample(SIDES, 2)
        network = Network(height, width, rng.choice(WIDTHS))
        question, answer, worked, mistakes = ask(rng, network)
        # Each wrong way must give a number of its own.
        if len({answer, *(value for value, _ in mistakes)}) == 1 + len(mistakes):
            return Variant(
                fields={
                    "height": height,
                    "width": width,
                    "widths": ", ".join(map(str, network.widths)),
                    "question": question,
                },
                answer=answer,
                mistakes=mistakes,
                worked=worked,
            )


def _side(rng: random.Random, network: Network) -> tuple[str, int, str, Mistakes]:
    poolings = rng.randint(2, network.poolings)
    axis = rng.choice((0, 1))
    name, other = ("height", "width") if axis == 0 else ("width", "height")
    whole = (network.height, network.width)[axis]
    answer = network.size(poolings)[axis]
    return (
        f"What is the {name} of the feature map after {TIMES[poolings]} poolings?",
        answer,
        f"After the first pooling the {name} is {whole // 2}.",
        (
            (2 * answer, f"You halved once too few. Count the poolings: there are {TIMES[poolings]}."),
            (answer / 2, f"You halved once too often. Count the poolings: there are {TIMES[poolings]}."),
            (network.size(poolings)[1 - axis], f"That is the {other}. The question asks for the {name}."),
            (whole, f"That is the {name} of the picture. Each pooling halves it."),
            (
                network.widths[poolings],
                f"That is the number of channels at level {poolings}. The question asks for the {name}.",
            ),
        ),
    )


def _decoder_channels(rng: random.Random, network: Network) -> tuple[str, int, str, Mistakes]:
    level = rng.randint(0, network.poolings - 1)
    here, below = network.widths[level], network.widths[level + 1]
    return (
        f"How many channels enter the decoder block of level {level}?",
        2 * here,
        f"The skip of level {level} has {here} channels, and the upsampled map that joins it has as many.",
        (
            (here, "That is one of two parts. What enters is the skip and the upsampled map, stacked."),
            (
                here + below,
                f"You took the {below} channels of level {level + 1} for the upsampled map. The upsampling step "
                "has already brought them down to those of the level it arrives at.",
            ),
            (
                below,
                f"That is what enters the upsampling step below. At level {level} the skip comes in as well.",
            ),
            (2 * below, f"You took level {level + 1}. Level 0 is the full resolution, at the top of the U."),
        ),
    )


def _numbers_in_map(rng: random.Random, network: Network) -> tuple[str, int, str, Mistakes]:
    level = rng.choice((network.poolings, network.poolings, network.poolings - 1))
    height, width = network.size(level)
    channels, above = network.widths[level], network.widths[level - 1]
    name = "the bottleneck" if level == network.poolings else f"the encoder block of level {level}"
    return (
        f"How many numbers does the feature map hold that {name} puts out?",
        channels * height * width,
        f"This map has {channels} channels of {height} × {width} cells.",
        (
            (height * width, f"Those are the cells of one channel. The map has {channels} channels."),
            (
                channels * 4 * height * width,
                f"You halved the sides once too few. From level 0 to level {level} there are {level} poolings.",
            ),
            (
                channels * 2 * height * width,
                "You halved one side once too few. A pooling halves the height and the width.",
            ),
            (
                channels * height * width / 4,
                f"You halved the sides once too often. From level 0 to level {level} there are {level} poolings.",
            ),
            (
                channels * network.height * network.width,
                "You took the sides of the picture. The poolings on the way down have halved them.",
            ),
            (
                channels * network.height * network.width / 2**level,
                "You halved only one of the two sides. A pooling halves the height and the width.",
            ),
            (
                above * height * width,
                f"You took the channels of level {level - 1}. The channels are listed from level 0 on.",
            ),
            (channels * (height + width), "You added height and width. A map is a grid: multiply them."),
        ),
    )


def _scores(rng: random.Random, network: Network) -> tuple[str, int, str, Mistakes]:
    classes = rng.choice((3, 5, 6, 7))
    pixels = network.height * network.width
    height, width = network.size(network.poolings)
    return (
        f"How many scores does the network put out in all, if there are {classes} classes?",
        classes * pixels,
        f"The picture has {network.height} · {network.width} = {pixels} pixels.",
        (
            (
                pixels,
                f"That is one number per pixel, as in a mask. The head gives each of {classes} classes one.",
            ),
            (
                classes,
                "That is one score per class for the whole picture. The head gives them at every pixel.",
            ),
            (
                network.widths[0] * pixels,
                f"Those are the {network.widths[0]} channels that enter the head. It turns them into scores.",
            ),
            (
                classes * height * width,
                "You counted at the bottleneck. The decoder has brought the map back to full resolution.",
            ),
            (
                (network.widths[0] + classes) * pixels,
                "You kept the channels that enter the head. Only the scores leave it.",
            ),
        ),
    )
