"""Stacks of three to five layers with a pooling or a stride, and a dilation, in which the order matters."""

import random
from dataclasses import replace

from exercises._engine.variants import Variant
from lessons.dilation.receptive import Stack, StackLayer, conv, growth, pool
from lessons.unet.receptive_field import field_size

Mistakes = tuple[tuple[float, str], ...]

PLAIN = (conv(3), conv(3), conv(5))
SHRINKING = (pool(2), pool(2), pool(3, 2), conv(3, stride=2))
DILATED = (conv(3, dilation=2), conv(3, dilation=3), conv(5, dilation=2), conv(3, dilation=4))


def draw(rng: random.Random) -> Variant:
    while True:
        stack = [rng.choice(PLAIN), rng.choice(SHRINKING), rng.choice(DILATED)]
        stack += rng.choice(((), (rng.choice(PLAIN),), (rng.choice(SHRINKING), rng.choice(PLAIN))))
        rng.shuffle(stack)
        answer, mistakes = field_size(stack), _mistakes(stack)
        # Each wrong way must give a number of its own.
        if len({answer, *(value for value, _ in mistakes)}) == 1 + len(mistakes):
            return Variant(
                fields={"layers": "\n".join(map(_row, stack))},
                answer=answer,
                mistakes=mistakes,
                worked=_worked(stack),
            )


def _row(layer: StackLayer) -> str:
    name = "max pooling" if layer.kind == "pool" else "convolution"
    return f"| {name} | {layer.kernel} | {layer.stride} | {layer.dilation} |"


def _worked(stack: Stack) -> str:
    before = growth(stack)[-2]
    return (
        f"Before the last layer a cell sees {before.field} pixels on each side, and neighbouring cells lie "
        f"{before.jump} apart."
    )


def _mistakes(stack: Stack) -> Mistakes:
    answer, grown = field_size(stack), growth(stack)
    pools = [layer for layer in stack if layer.kind == "pool"]
    wrong = [
        (
            field_size([replace(layer, stride=1) for layer in stack]),
            "You left the jump out. Behind a stride of 2 neighbouring cells lie 2 pixels apart, so later layers "
            "reach further.",
        ),
        (
            field_size([replace(layer, dilation=1) for layer in stack]),
            "You left the dilation out. It makes the steps within a kernel longer.",
        ),
        (
            1 + sum(each.layer.dilation * (each.layer.kernel - 1) * each.jump for each in grown),
            "You let each stride count for its own layer already. It moves the cells apart that the next layer "
            "reads.",
        ),
        (answer - 1, "You are one pixel short. Before the first layer the field has one pixel, not none."),
        (
            sum(layer.kernel for layer in stack),
            "You added up the kernels. A kernel of 3 adds two steps to the field, and how long a step is depends "
            "on the dilation and the jump.",
        ),
        (
            field_size(stack[::-1]),
            "You went through the layers from the bottom to the top. The picture meets the upper one first.",
        ),
        (
            grown[-1].jump,
            "That is the jump, the product of the strides: how far apart two neighbouring fields begin.",
        ),
    ]
    if pools:
        wrong += [
            (
                field_size([layer for layer in stack if layer.kind == "conv"]),
                "You left the poolings out. A pooling reads several cells and has a stride, as a convolution may.",
            ),
            (
                field_size([replace(layer, kernel=1) if layer.kind == "pool" else layer for layer in stack]),
                "You used the strides of the poolings and left their kernels out. A pooling looks at several "
                "cells too.",
            ),
        ]
    return tuple(wrong)
