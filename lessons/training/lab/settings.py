"""What a learner can choose for one training, as a row of short words that fits into an address.

Torch is not imported here: a page that shows the choices need not wait for it.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from lessons.models import MODELS, model
from lessons.scenes import CLASS_NAMES
from lessons.scenes.nuclei import NUCLEI_CLASS_NAMES, VARIABLE
from lessons.training.spots import SHARES, SPOT_CLASS_NAMES

if TYPE_CHECKING:
    from torch import nn

_NETWORKS = {each.name: each.title for each in MODELS if each.lab}
_SCENES = {"scenes64": "street scenes, 64 px", "scenes96": "street scenes, 96 px"}
_SPOTS = {name: f"spots, {100 * share:g} % of the pixels" for name, share in SHARES.items()}
_DATA = _SCENES | {"nuclei": "cell nuclei, 128 px"} | _SPOTS
_UPSAMPLING = {"transposed": "transposed convolution", "bilinear": "bilinear", "nearest": "nearest"}
_WEIGHTED = {"cross_entropy": "cross-entropy", "focal": "focal", "ce_dice": "cross-entropy + Dice"}
_LOSSES = _WEIGHTED | {"dice": "Dice", "tversky": "Tversky", "lovasz_softmax": "Lovász-softmax"}
_WEIGHTS = {"none": "none", "inverse": "1 / share", "sqrt": "1 / √share"}
_OPTIMISERS = {"sgd": "SGD with momentum", "adam": "Adam", "adamw": "AdamW"}
_WIDTHS = (16, 24, 32, 64, 128)


def _one_of(default: Any, title: str, choices: Mapping[str, str]) -> Any:
    return field(default=default, metadata={"title": title, "choices": choices})


def _number(default: float, title: str, least: float, most: float) -> Any:
    return field(default=default, metadata={"title": title, "range": (least, most)})


@dataclass(frozen=True)
class Settings:
    """One training. A run ends after `steps` or after `seconds` of training, whichever comes first.

    `levels` are the resolutions of the U-Net, the bottleneck counted; they, `skips` and `upsampling`
    decide nothing for the other networks. `pictures` is how many different ones it learns from.
    """

    data: str = _one_of("scenes96", "data", _DATA)
    network: str = _one_of("fcn_fused", "network", _NETWORKS)
    levels: int = _number(4, "number of levels", 2, 5)
    skips: bool = _one_of(True, "skips", {"yes": "on", "no": "off"})
    upsampling: str = _one_of("transposed", "upsampling", _UPSAMPLING)
    loss: str = _one_of("ce_dice", "loss", _LOSSES)
    weights: str = _one_of("none", "class weights", _WEIGHTS)
    rate: float = _number(0.01, "learning rate", 1e-6, 10.0)
    optimiser: str = _one_of("adamw", "optimiser", _OPTIMISERS)
    augment: bool = _one_of(True, "augmentation", {"yes": "on", "no": "off"})
    average: bool = _one_of(True, "averaged weights", {"yes": "on", "no": "off"})
    batch: int = _number(4, "batch size", 1, 16)
    pictures: int = _number(512, "number of training pictures", 1, 1024)
    steps: int = _number(5000, "limit of steps", 1, 5000)
    seconds: int = _number(30, "limit of seconds", 1, 180)
    seed: int = _number(0, "seed", 0, 999_999)

    @property
    def class_names(self) -> tuple[str, ...]:
        """The class each channel of the logits scores, named as in `lessons.palette`."""
        if self.data in _SPOTS:
            return SPOT_CLASS_NAMES
        return NUCLEI_CLASS_NAMES if self.data == "nuclei" else CLASS_NAMES

    def uses(self, name: str) -> bool:
        """Whether the setting `name` decides anything: skips only for the U-Net, weights only for some losses."""
        if name in ("levels", "skips", "upsampling"):
            return self.network == "unet"
        return name != "weights" or self.loss in _WEIGHTED

    def in_words(self, name: str) -> str:
        """The value of one setting as a learner reads it."""
        word = to_query(self)[name]
        return SETTINGS[name].metadata.get("choices", {}).get(word, word)


SETTINGS: dict[str, Field[Any]] = {each.name: each for each in fields(Settings)}
"""By name; the `metadata` of each has its "title" and its "choices" (word → meaning) or "range" (least, most)."""


def to_query(settings: Settings) -> dict[str, str]:
    """Every setting as a short word, for the query of an address; `from_query` reads exactly the same back."""
    words = {True: "yes", False: "no"}
    values = {name: getattr(settings, name) for name in SETTINGS}
    return {name: words[each] if isinstance(each, bool) else str(each) for name, each in values.items()}


def from_query(query: Mapping[str, Any]) -> tuple[Settings, tuple[str, ...]]:
    """The settings in an address's query, and one sentence for each value that cannot be used.

    Whatever is missing or cannot be used has its default; names of no setting are left to others. The
    sentences do not repeat the value, which a stranger may have written.
    """
    values, sentences = {}, []
    for name in (name for name in SETTINGS if name in query):
        value, title, used = (
            _read(name, query[name]),
            SETTINGS[name].metadata["title"],
            Settings().in_words(name),
        )
        if value is None:
            sentences.append(f"The {title} in the address must be {_wanted(name)}; {used} is used.")
        elif value == "nuclei" and not os.environ.get(VARIABLE):
            sentences.append(f"This server has no cell nuclei ({VARIABLE} is not set); {used} are used.")
        else:
            values[name] = value
    return Settings(**values), tuple(sentences)


def _read(name: str, word: Any) -> Any:
    """The value a word stands for, None if it stands for none."""
    kind, about = type(SETTINGS[name].default), SETTINGS[name].metadata
    if not isinstance(word, str) or len(word) > 24:
        return None
    if "choices" in about:
        return (word == "yes" if kind is bool else word) if word in about["choices"] else None
    digits = r"[0-9]+" if kind is int else r"[0-9]*\.?[0-9]+(e-?[0-9]+)?"
    value = kind(word) if re.fullmatch(digits, word) else None
    least, most = about["range"]
    return value if value is not None and least <= value <= most else None


def _wanted(name: str) -> str:
    about = SETTINGS[name].metadata
    if "choices" in about:
        return f"one of {', '.join(about['choices'])}"
    least, most = about["range"]
    return f"a {'number' if name == 'rate' else 'whole number'} from {least:g} to {most:g}"


def difference(one: Settings, other: Settings) -> tuple[str, ...]:
    """What differs, such as "loss: cross-entropy / Dice"; only what decides something in one of the two."""
    return tuple(
        f"{each.metadata['title']}: {one.in_words(name)} / {other.in_words(name)}"
        for name, each in SETTINGS.items()
        if getattr(one, name) != getattr(other, name) and (one.uses(name) or other.uses(name))
    )


def build(settings: Settings) -> "nn.Module":
    """The network, its random weights the same for the same seed: image (batch, 3, h, w) → logits."""
    each, options = model(settings.network), {"skips": settings.skips, "upsampling": settings.upsampling}
    if settings.network == "unet":
        each = replace(each, options=options | {"widths": _WIDTHS[: settings.levels]})
    return each.build(len(settings.class_names), settings.seed)
