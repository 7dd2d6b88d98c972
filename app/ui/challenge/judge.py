"""Masks handed in for a challenge: read and scored in their turn, then kept. What the truth is stays in here."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from app import wiring
from app.classroom.hosting import ChallengeRules, HandIn, NewChallenge, ScoredMasks, Sealed
from app.ui.kit.waiting import waited_for
from lessons.challenge.pictures import (
    PictureSet,
    from_archive,
    packed,
    read_masks,
    unpacked,
    unzipped,
    zipped,
)
from lessons.challenge.scoring import Metric, draw_halves, score
from lessons.models import MODELS, model
from lessons.models.weights import available

BACKGROUND, ZIP = "background", "zip"
"""What an entry is from, where it is from no network: all pixels of class 0, or a zip."""

_BASELINES = ("unet", "unet_nuclei", "fcn")
_LONGEST = 256  # as `python -m lessons.models segment` shrinks a larger picture
_LIBRARYS = "smp_unet"

Masks = Sequence[NDArray[np.uint8]]


def networks_for(class_names: Sequence[str]) -> dict[str, str]:
    """The trained networks that know just these classes: their titles by their names."""
    there = available()
    return {
        each.name: each.title
        for each in MODELS
        if each.name in there and each.class_names == tuple(class_names)
    }


def source_title(source: str, class_names: Sequence[str]) -> str:
    """What a table calls where masks are from."""
    if source in (BACKGROUND, ZIP):
        return f"All {class_names[0]}" if source == BACKGROUND else "A zip"
    return model(source).title


def metric_of(rules: ChallengeRules) -> Metric:
    """What counts, as `lessons.challenge.scoring` has it."""
    return Metric(rules.metric, rules.label)


def new_challenge(
    title: str, rules: ChallengeRules, deadline: datetime, seed: int, pictures: PictureSet
) -> NewChallenge:
    """All that is stored of a challenge, its baselines scored.

    Raises:
        ArchiveError: the pictures are too large, or cannot be split for this metric.
        Full: the networks or the desk have no time.
        WeightsError: a network cannot be used.
    """
    there = [each for each in _BASELINES if each in networks_for(pictures.class_names)]
    handed: dict[str, Masks] = waited_for(
        "Networks segment the pictures, to compare with.",
        lambda: {each: network_masks(each, pictures.pictures) for each in there},
    )
    handed[BACKGROUND] = [np.zeros_like(each) for each in pictures.truths]

    def work() -> NewChallenge:
        classes, metric = len(pictures.class_names), metric_of(rules)
        public = draw_halves(pictures, metric, seed)
        return NewChallenge(
            title=title,
            rules=rules,
            names=pictures.names,
            class_names=pictures.class_names,
            deadline=deadline,
            pictures=zipped(pictures.names, pictures.pictures),
            truth=packed(pictures.truths),
            public=public,
            seed=seed,
            baselines=tuple(
                _scored(source, masks, pictures.truths, public, classes, metric)
                for source, masks in handed.items()
            ),
        )

    return waited_for("Scoring the networks.", wiring.scoring().hand(work).result)


def read_set(data: bytes, class_names: Sequence[str]) -> PictureSet:
    """An instructor's own pictures and masks, read in their turn. Errors as `from_archive`, and `Full`."""
    future = wiring.scoring().hand(lambda: from_archive(data, class_names))
    return waited_for("Reading the pictures.", future.result)


def hand_in_zip(learner: UUID, id: UUID, data: bytes) -> HandIn:
    """Score the masks in a zip, and keep them.

    Raises:
        ArchiveError: the zip cannot be used; one sentence.
        Full: too many wait to be scored.
        RecordsError: as `Challenges.hand_in`. Whatever is raised, nothing was counted.
    """
    return _hand_in(learner, id, ZIP, lambda sizes, sealed: _read(data, sizes, sealed))


def hand_in_network(learner: UUID, id: UUID, name: str) -> HandIn:
    """Score a shipped network's masks, and keep them. Errors as `hand_in_zip`, and `WeightsError`."""
    pictures = unzipped(wiring.hosting().challenges.pictures(learner, id))
    masks = waited_for("The network looks at the pictures.", lambda: network_masks(name, pictures))
    return _hand_in(learner, id, name, lambda _sizes, _sealed: masks)


def network_masks(name: str, pictures: Masks) -> list[NDArray[np.uint8]]:
    """What this network says of pictures uint8 (height, width, 3), as the command `segment` writes it."""
    from lessons.models.serving.segment import segment  # torch, which other pages of a class do without

    if name == _LIBRARYS:
        wiring.import_library()
    run = wiring.networks().run
    return [
        run(name, each, ("segmented", _LONGEST), lambda network, each=each: segment(network, each, _LONGEST))
        for each in pictures
    ]


def _hand_in(
    learner: UUID, id: UUID, source: str, masks: Callable[[list[tuple[int, int]], Sealed], Masks]
) -> HandIn:
    challenges = wiring.hosting().challenges
    challenges.check_may_hand_in(learner, id)
    sealed = challenges.sealed(learner, id)

    def work() -> ScoredMasks:
        truths = unpacked(sealed.truth)
        handed = masks([(each.shape[0], each.shape[1]) for each in truths], sealed)
        classes, metric = len(sealed.challenge.class_names), metric_of(sealed.challenge.rules)
        return _scored(source, handed, truths, sealed.public, classes, metric)

    future: Future[ScoredMasks] = wiring.scoring().hand(work)
    return challenges.hand_in(learner, id, waited_for("Scoring your masks.", future.result))


def _read(data: bytes, sizes: list[tuple[int, int]], sealed: Sealed) -> list[NDArray[np.uint8]]:
    return read_masks(data, sealed.challenge.names, sizes, len(sealed.challenge.class_names))


def _scored(
    source: str, masks: Masks, truths: Masks, public: Sequence[int], num_classes: int, metric: Metric
) -> ScoredMasks:
    result = score(masks, truths, public, num_classes, metric)
    of_pictures = tuple((each.picture, each.score, each.wrong) for each in result.pictures)
    return ScoredMasks(source, packed(masks), result.public, result.hidden, of_pictures)
