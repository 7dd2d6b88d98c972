"""How each network was trained; `python -m lessons.models train NAME` does it again."""

from dataclasses import replace

from lessons.models.fitting.training import Recipe

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
