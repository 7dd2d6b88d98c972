"""Pictures with exact truth: seeded street scenes, nuclei, photographs and the learner's own."""

from lessons.scenes.drawing import CLASS_NAMES
from lessons.scenes.scene import HELD_OUT_SEEDS, Scene, street_scene

__all__ = ["CLASS_NAMES", "HELD_OUT_SEEDS", "Scene", "street_scene"]
