"""What the page on practice asks of the library and of the trained networks; all of it runs behind the one runner."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app import wiring
from app.ui.figures.street_pictures import ChosenPicture, street
from lessons.models.serving.networks import LoadedNetwork
from lessons.practice import arena, library
from lessons.practice.arena import Cost, Standing
from lessons.practice.counting import multiply_adds
from lessons.practice.library import LIBRARYS_OWN
from lessons.scenes import CLASS_NAMES

CLASSES = len(CLASS_NAMES)


def facts(architecture: str, encoder: str, height: int, width: int) -> library.Facts | str:
    """What a network of the library is and costs, or the sentence with which it is refused; kept."""

    def work() -> library.Facts | str:
        try:
            return library.facts(architecture, encoder, height, width)
        except library.Refused as refusal:
            return str(refusal)

    wiring.import_library()
    key = ("library", architecture, encoder, height, width)
    return wiring.networks().runner.run(key, work, long=True)


def _prepare(name: str) -> None:
    if name == LIBRARYS_OWN:
        wiring.import_library()


def mask(name: str, picture: ChosenPicture) -> NDArray[np.uint8]:
    """The mask of one network, (height, width): one forward, kept."""

    def work(prepared: LoadedNetwork) -> NDArray[np.uint8]:
        return prepared.logits(picture.pixels)[0].argmax(dim=0).numpy().astype(np.uint8)

    _prepare(name)
    return wiring.networks().run(name, picture.pixels, "mask", work)


def cost(name: str) -> Cost:
    """What one street takes of this network, counted and measured when it was loaded."""
    image = street(0).image

    def work(prepared: LoadedNetwork) -> Cost:
        return Cost(multiply_adds(prepared.network, prepared.ready(image)), prepared.form.milliseconds)

    _prepare(name)
    return wiring.networks().run(name, image, "cost", work)


def contenders() -> list[tuple[Standing, Cost]]:
    """Every trained network for streets, with what it costs here."""
    standings = arena.standings()
    for each in standings:
        _prepare(each.model.name)  # first of all: an import under way would slow what is timed
    return [(each, cost(each.model.name)) for each in standings]


def verdict(name: str, picture: ChosenPicture) -> arena.ArenaScore | None:
    """The scores of one network on this picture, kept; None where there is no truth."""
    truth = picture.truth
    if truth is None:
        return None
    predicted = mask(name, picture)
    key = ("verdict", name, picture.digest)
    return wiring.networks().runner.run(key, lambda: arena.score_mask(predicted, truth, CLASSES))


def agreement(names: Sequence[str], picture: ChosenPicture) -> NDArray[np.float64]:
    """The share of these networks that give the most frequent answer, at each pixel."""
    return arena.agreement([mask(name, picture) for name in names], CLASSES)


def likeness(names: Sequence[str], picture: ChosenPicture) -> NDArray[np.float64]:
    """The mIoU of each of these networks with each other one on this picture; kept."""
    masks = [mask(name, picture) for name in names]
    key = ("likeness", tuple(names), picture.digest)
    return wiring.networks().runner.run(key, lambda: arena.pairwise_miou(masks, CLASSES))
