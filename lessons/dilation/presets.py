"""Stacks to begin with: the encoders of this course's networks, and rates that do and do not leave gaps."""

from dataclasses import dataclass

from lessons.dilation.receptive import StackLayer, conv, pool

Layers = tuple[StackLayer, ...]


@dataclass(frozen=True)
class Preset:
    """A stack with a name. `trunk` runs first; if there are `branches`, they run side by side on its result.

    For a network of `lessons.models`, `name` is its name there, and the trunk is the longest path to the
    end of its encoder.
    """

    name: str
    title: str
    trunk: Layers
    branches: tuple[Layers, ...] = ()

    @property
    def paths(self) -> tuple[Layers, ...]:
        """Every way through from the picture to the result."""
        return tuple(self.trunk + branch for branch in self.branches) or (self.trunk,)


_BLOCK = (conv(), conv())
_ASPP = (conv(1),), (conv(dilation=2),), (conv(dilation=4),), (conv(dilation=6),)

NETWORKS: tuple[Preset, ...] = (
    Preset("tiny_unet", "Tiny U-Net, encoder", (conv(), pool(), conv())),
    Preset("unet", "U-Net, encoder", _BLOCK + 4 * (pool(), *_BLOCK)),
    Preset("fcn", "FCN, encoder", _BLOCK + 3 * (pool(), *_BLOCK) + (conv(7), conv(1))),
    Preset(
        # The pyramid's fifth branch, the mean over the whole picture, sees everything and is left out.
        "deeplabv3plus",
        "DeepLabV3+, encoder and ASPP",
        3 * (conv(stride=2), conv(), conv()) + (conv(), conv(dilation=2), conv(dilation=2)),
        _ASPP,
    ),
)

RATES: tuple[Preset, ...] = (
    Preset("rates_222", "Rates 2, 2, 2", 3 * (conv(dilation=2),)),
    Preset("rates_246", "Rates 2, 4, 6", tuple(conv(dilation=rate) for rate in (2, 4, 6))),
    Preset("rates_125", "Rates 1, 2, 5", tuple(conv(dilation=rate) for rate in (1, 2, 5))),
    Preset("rates_1248", "Rates 1, 2, 4, 8", tuple(conv(dilation=rate) for rate in (1, 2, 4, 8))),
    Preset("rate_6", "Two 3 × 3, then rate 6", (*_BLOCK, conv(dilation=6))),
    Preset("aspp", "Two 3 × 3, then rates 2, 4, 6 side by side", _BLOCK, _ASPP),
)

PRESETS = NETWORKS + RATES


def preset(name: str) -> Preset:
    """The preset with this name. Raises `KeyError` if there is none."""
    for candidate in PRESETS:
        if candidate.name == name:
            return candidate
    raise KeyError(f"There is no preset {name!r}; choose one of {', '.join(each.name for each in PRESETS)}.")
