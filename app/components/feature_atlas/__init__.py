"""The feature atlas: all channels of one layer as tiles on one canvas, one of them enlarged.

The browser draws and reports; the value is Python's, remembered under the atlas's key.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from app.components.feature_atlas.data import AtlasContent, AtlasHeader, AtlasMessage
from app.components.messages import Memory, is_index
from app.components.packing import digest, pack
from app.components.ramp import RAMP

_MOST_CHANNELS = 1024
_MOST_VALUES = 4_194_304  # 4 MiB: 64 channels of 256 × 256
_FLAT = 1e-36
_RAMP_BYTES = RAMP.tobytes()


@dataclass(frozen=True, eq=False)
class Levels:
    """Feature maps as levels 0..255, with what is needed to read values back.

    `levels` is uint8 (channels, height, width). `low` and `high`, float64 (channels,), are the values
    that level 0 and level 255 stand for; `smallest` and `largest`, float64 (channels,), the finite
    extremes of each channel.
    """

    levels: np.ndarray
    low: np.ndarray
    high: np.ndarray
    smallest: np.ndarray
    largest: np.ndarray


@dataclass(frozen=True)
class Atlas:
    """What an atlas holds: the selected channel, counted from 0, or None."""

    channel: int | None


@dataclass(frozen=True)
class _SentContent:
    """The browser's last message from here; it stays the same until the pixels or the labels change.

    The browser knows its own selection. Sending it back would change the message, and the pixels
    would travel again.
    """

    name: str
    channel: int | None
    changes: int


@dataclass(frozen=True)
class _AtlasState:
    channel: int | None
    channels: int
    sent: _SentContent


def scaled(maps: np.ndarray, shared: bool) -> Levels:
    """Scale feature maps, float (channels, height, width), to levels 0..255.

    Args:
        maps: the feature maps. NaN gets level 0; an infinity gets the level of the finite extreme.
        shared: one scale for all channels, so that tiles compare; else each channel uses the whole
            range, so that weak channels show.

    Raises:
        ValueError: the array does not have three dimensions, or one of them is empty.
    """
    values = np.asarray(maps)
    if values.dtype != np.float32:
        values = values.astype(np.float64)
    if values.ndim != 3 or 0 in values.shape:
        raise ValueError(f"Feature maps have the shape (channels, height, width), not {values.shape}.")
    finite = np.isfinite(values)
    if finite.all():
        smallest, largest = values.min(axis=(1, 2)), values.max(axis=(1, 2))
    else:
        smallest = np.min(values, axis=(1, 2), where=finite, initial=np.inf)
        largest = np.max(values, axis=(1, 2), where=finite, initial=-np.inf)
    known = smallest <= largest  # false where a channel has no finite value at all
    smallest, largest = (np.where(known, each, 0.0).astype(np.float64) for each in (smallest, largest))
    low, high = smallest, largest
    if shared:
        counted = known if known.any() else slice(None)
        low, high = np.full_like(low, low[counted].min()), np.full_like(high, high[counted].max())
    # A channel that varies by less is flat: its factor would be too large for float32.
    factor = 255 / np.where(high - low > _FLAT, high - low, 1.0)
    levels = values - low.astype(values.dtype)[:, None, None]
    levels *= factor.astype(values.dtype)[:, None, None]
    if not finite.all():
        levels = np.clip(np.nan_to_num(levels, nan=0.0, posinf=255.0, neginf=0.0), 0, 255)
    np.rint(levels, out=levels)
    return Levels(levels.astype(np.uint8), low, high, smallest, largest)


def feature_atlas(
    key: str,
    maps: Levels,
    *,
    label: str,
    highlighted: tuple[int, int] | None = None,
    on_change: Callable[[], None] | None = None,
) -> Atlas:
    """Show all channels of a layer and return which one is selected.

    Args:
        key: the atlas's name; the selection is remembered under it. Give each layer its own key if
            a selection in one means nothing in another.
        maps: what `scaled` returns.
        label: what the maps are, in a few words, such as "Encoder level 1".
        highlighted: (row, column) of a pixel to mark in every tile.
        on_change: called without arguments after each accepted selection, before the script runs.

    Raises:
        ValueError: the maps or the highlighted pixel cannot be shown; the message says why.
    """
    _check(maps, highlighted)
    channels, height, width = maps.levels.shape
    pixels = np.ascontiguousarray(maps.levels).tobytes()
    ranges = zip(maps.low, maps.high, maps.smallest, maps.largest, strict=True)
    content: AtlasContent = {
        "shape": (channels, height, width),
        "ranges": [(_short(a), _short(b), _short(c), _short(d)) for a, b, c, d in ranges],
        "label": label,
        "highlighted": None if highlighted is None else (int(highlighted[0]), int(highlighted[1])),
        "pixels": digest(pixels),
    }
    name = digest(pack(content))
    remembered = _atlases.recall(key)
    if remembered is None or remembered.value.channels != channels:
        remembered = _atlases.start(key, _AtlasState(None, channels, _SentContent(name, None, 0)))
    selection = remembered.value
    if selection.sent.name != name:
        selection = replace(selection, sent=_SentContent(name, selection.channel, remembered.changes))
        _atlases.update(key, selection)
    header: AtlasHeader = {
        **content,
        "channel": selection.sent.channel,
        "revision": remembered.revision,
        "changes": selection.sent.changes,
    }
    _atlases.show(key, pack(header, _RAMP_BYTES, pixels), on_change)
    return Atlas(selection.channel)


def _short(value: float) -> float:
    """Six digits: more than 256 levels can carry, and a shorter message."""
    return float(f"{value:.6g}")


def _accept(message: AtlasMessage, selection: _AtlasState) -> _AtlasState | None:
    """The selection after a browser's message, or None if there is no such channel."""
    channel = message["channel"]
    if channel is not None and not is_index(channel, selection.channels):
        return None
    return replace(selection, channel=channel)


_atlases = Memory("feature_atlas", "selected", AtlasMessage, _accept)


def _check(maps: Levels, highlighted: tuple[int, int] | None) -> None:
    levels = maps.levels
    if levels.dtype != np.uint8 or levels.ndim != 3 or 0 in levels.shape:
        raise ValueError(
            f"An atlas takes uint8 maps (channels, height, width), not {levels.dtype} {levels.shape}: "
            "use scaled()."
        )
    if len(levels) > _MOST_CHANNELS or levels.size > _MOST_VALUES:
        raise ValueError(
            f"An atlas shows at most {_MOST_CHANNELS} channels and {_MOST_VALUES:,} values, "
            f"not {len(levels)} and {levels.size:,}: show fewer channels."
        )
    for name in ("low", "high", "smallest", "largest"):
        values = getattr(maps, name)
        if values.shape != (len(levels),) or not np.isfinite(values).all():
            raise ValueError(f"{name} must be one finite number for each of the {len(levels)} channels.")
    if highlighted is not None:
        row, column = highlighted
        if not (0 <= row < levels.shape[1] and 0 <= column < levels.shape[2]):
            raise ValueError(
                f"The pixel {tuple(highlighted)} is not in maps of {levels.shape[1]} × {levels.shape[2]}."
            )
