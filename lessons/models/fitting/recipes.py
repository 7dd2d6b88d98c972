"""How each network was trained; `python -m lessons.models train NAME` does it again."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Recipe:
    """Everything that decides the result.

    `pool` is the number of different scenes, `rate` the highest learning rate, `decay` the weight
    decay, `memory` the decay of the moving average. `balance` 0 weighs every pixel alike in the
    cross-entropy, 1 every class; 0.5 divides by the square root of the class's share; objects all
    weigh alike. The first `small` of the steps see pictures of half the height and width, and twice as
    many: what is where can be learned from those at a quarter of the cost (progressive resizing).
    """

    steps: int
    seed: int = 0
    pool: int = 6000
    batch: int = 4
    crop: int = 128
    any_way_up: bool = False
    rate: float = 1e-2
    decay: float = 1e-2
    memory: float = 0.99
    balance: float = 0.5
    small: float = 0.0


_SCENES = Recipe(steps=12_000, small=0.8)

# The U-Net and its twin without skips differ in the skips alone, so they are trained alike; twice the
# steps at full size, because persons are a few pixels wide.
_PAIR = Recipe(steps=16_000, small=0.7)

RECIPES: dict[str, Recipe] = {
    "tiny_unet": Recipe(steps=12_000, small=0.8, rate=5e-3),
    "unet": _PAIR,
    "unet_no_skips": _PAIR,
    "fcn": _SCENES,
    "fcn_fused": _SCENES,
    "deeplabv3plus": _SCENES,
    "smp_unet": Recipe(steps=3500, small=0.8),
    "unet_nuclei": Recipe(steps=5000, batch=8, any_way_up=True, balance=0.0),
    "mask_rcnn": Recipe(steps=6000, rate=1.5e-3, memory=0.995),
    "sam": Recipe(steps=12_000, batch=2, rate=1.5e-3, memory=0.998),
}


def further(recipe: Recipe) -> Recipe:
    """How to train on from the weights that this recipe made: half as long, on other pictures, with smaller steps."""
    steps = max(1, recipe.steps // 2)
    return replace(recipe, steps=steps, seed=recipe.seed + 1, rate=0.4 * recipe.rate, small=0.0)
