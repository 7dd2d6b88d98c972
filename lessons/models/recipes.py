"""How each network of `MODELS` was trained; `python -m lessons.models train NAME` does it again."""

from lessons.models.training import Recipe

_SCENES = Recipe(steps=12_000, small=0.8)

RECIPES: dict[str, Recipe] = {
    "tiny_unet": Recipe(steps=12_000, small=0.8, rate=5e-3),
    "unet": _SCENES,
    "unet_no_skips": _SCENES,
    "fcn": _SCENES,
    "fcn_fused": _SCENES,
    "deeplabv3plus": _SCENES,
    "unet_nuclei": Recipe(steps=3000, batch=8, any_way_up=True),
}
