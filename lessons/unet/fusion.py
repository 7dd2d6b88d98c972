"""FCN's fusion: coarse scores, to which the scores of finer maps are added, level by level.

Long, Shelhamer and Darrell (2015), "Fully Convolutional Networks for Semantic Segmentation", section
4.2, where the results are called FCN-32s, FCN-16s and FCN-8s. Adding is their skip connection; U-Net stacks.
"""

from dataclasses import dataclass

from torch import Tensor

from lessons.models.serving.trace import Trace


@dataclass(frozen=True)
class Stage:
    """Scores (classes, height, width) after one addition. `added` are those of the finer map alone.

    The first stage is the coarse scores themselves, and nothing was added to them.
    """

    scores: Tensor
    added: Tensor | None


def fusion(trace: Trace) -> tuple[Stage, ...]:
    """The stages of a traced FCN, the coarsest first; a single one if it was built without fusion."""
    maps = trace.activations
    stages = [Stage(maps["scores.0"][0], None)]
    while (path := f"stretch.{len(stages) - 1}") in maps:
        added = maps[f"scores.{len(stages)}"][0]
        stages.append(Stage(maps[path][0] + added, added))
    return tuple(stages)
