"""Light: the hour and the weather colour every surface, and distance fades it into the haze."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lessons.scenes.dice import Dice
from lessons.scenes.drawing import Colour, Surface


@dataclass(frozen=True)
class Light:
    """The light of one scene; shares are 256ths.

    `shadow` is how bright a shadow is, `haze` how much of the view 100 m of air hide, `clouds` how strong
    the clouds are, `lit` the percentage of windows with a lamp on, `noise` the sensor's.
    """

    top: Colour
    low: Colour
    sun: Colour
    shadow: int
    haze: int
    clouds: int
    lit: int
    noise: int = 2
    from_left: bool = True

    @property
    def cloud(self) -> Colour:
        """The colour of clouds: the light of the horizon, whitened."""
        red, green, blue = ((part * 3 + max(self.low)) // 4 for part in self.low)
        return red, green, blue


_NOON = Light((84, 140, 212), (186, 212, 236), (268, 264, 254), 140, 60, 110, 0)
_MORNING = Light((140, 176, 218), (252, 228, 198), (264, 248, 226), 156, 110, 120, 4)
_HAZY = Light((168, 186, 204), (216, 222, 226), (250, 250, 250), 196, 210, 60, 4)
_OVERCAST = Light((120, 124, 130), (172, 175, 178), (226, 229, 233), 226, 120, 190, 12)
_GOLDEN = Light((112, 134, 182), (250, 208, 150), (280, 240, 192), 132, 110, 140, 10)
_DUSK = Light((50, 60, 106), (214, 134, 112), (158, 148, 176), 206, 120, 120, 45)
_MOODS = (_NOON, _NOON, _MORNING, _HAZY, _OVERCAST, _OVERCAST, _GOLDEN, _DUSK)


def draw_light(dice: Dice) -> Light:
    """The light of a scene: a mood, made brighter or darker and tinted a little in each channel."""
    mood = dice.pick(_MOODS)
    exposure = dice.between(216, 284)
    tint = [exposure * dice.between(244, 268) // 256 for _ in range(3)]
    top, low, sun = (_times(colour, tint) for colour in (mood.top, mood.low, mood.sun))
    haze = mood.haze * dice.between(128, 320) // 256
    clouds = mood.clouds * dice.between(80, 300) // 256
    noise = dice.between(1, 4)
    return Light(top, low, sun, mood.shadow, haze, clouds, mood.lit, noise, dice.chance(50))


def _times(colour: Colour, tint: Sequence[int]) -> Colour:
    red, green, blue = (part * gain // 256 for part, gain in zip(colour, tint, strict=True))
    return red, green, blue


def lit_colours(surfaces: Sequence[Surface], light: Light) -> NDArray[np.uint16]:
    """What each surface looks like, uint16 (2n, 3): n in the light, then the same n in a cast shadow."""
    rows = [(*s.colour, s.shade, s.depth, s.glow) for s in surfaces]
    table = np.array(rows, dtype=np.int64)
    colour, shade, depth, glow = table[:, :3], table[:, 3:4], table[:, 4:5], table[:, 5:6]
    shade = np.concatenate((shade, shade * light.shadow // 256))
    colour, depth, glow = (np.concatenate((part, part)) for part in (colour, depth, glow))
    lit = colour * shade // 256 * np.array(light.sun) // 256
    lit += (colour - lit) * glow // 256
    hidden = np.minimum(depth * light.haze // 10_000, 230)
    return np.clip(lit + (np.array(light.low) - lit) * hidden // 256, 0, 255).astype(np.uint16)
