"""Sizes of transposed convolutions along one side, with every number of the setting in play."""

import random
from dataclasses import replace

from exercises._engine.variants import Variant
from lessons.dilation.exchange import sides
from lessons.dilation.receptive import StackLayer
from lessons.upsampling.transposed import Setting, output_size

Mistakes = tuple[tuple[float, str], ...]


def draw(rng: random.Random) -> Variant:
    while True:
        size, setting = rng.randint(13, 32), _setting(rng)
        answer, mistakes = output_size(size, setting), _mistakes(size, setting)
        # Each wrong way must give a number of its own.
        if len({answer, *(value for value, _ in mistakes)}) == 1 + len(mistakes):
            return Variant(
                fields={
                    "size": size,
                    "kernel": setting.kernel_size,
                    "stride": setting.stride,
                    "padding": setting.padding,
                    "output_padding": setting.output_padding,
                    "dilation": setting.dilation,
                },
                answer=answer,
                mistakes=mistakes,
                worked=_worked(size, setting),
            )


def _setting(rng: random.Random) -> Setting:
    stride, dilation = rng.randint(2, 4), rng.choice((1, 1, 2, 3))
    output_padding = rng.choice((0, rng.randint(1, max(stride, dilation) - 1)))
    # With padding 0, dilation 1 and no output padding nothing would be left to think about.
    least = 1 if dilation == 1 and not output_padding else 0
    return Setting(rng.randint(2, 5), stride, rng.randint(least, 3), output_padding, dilation)


def _worked(size: int, setting: Setting) -> str:
    stamp = setting.dilation * (setting.kernel_size - 1) + 1
    uncut = output_size(size, replace(setting, padding=0, output_padding=0))
    return (
        f"A stamp is {stamp} long, and the last one begins {size - 1} · {setting.stride} cells after the first: "
        f"together they cover {uncut} cells. Then padding is cut off and output padding added."
    )


def _mistakes(size: int, setting: Setting) -> Mistakes:
    answer = output_size(size, setting)
    kernel, stride, padding = setting.kernel_size, setting.stride, setting.padding
    ordinary = sides((StackLayer(kernel, stride, setting.dilation, padding),), size)[0]
    wrong = [
        (
            ordinary,
            "That is the size after an ordinary convolution, which makes a map smaller. A transposed one puts "
            "a stamp down for each cell.",
        ),
        (
            answer + stride,
            f"You counted {size} steps between the stamps. Between {size} stamps there is one step fewer.",
        ),
        (
            size * stride,
            "You only multiplied by the stride. The stamps overlap or leave room at the ends, and padding "
            "changes the size too.",
        ),
    ]
    if padding:
        wrong += [
            (answer + padding, "You took the padding off once. It is cut from both ends."),
            (answer + 2 * padding, f"You left out the padding: {padding} cells are cut from each end."),
            (
                answer + 4 * padding,
                "You added the padding. In a transposed convolution it cuts cells off.",
            ),
        ]
    if setting.output_padding:
        wrong += [
            (answer - setting.output_padding, "You left out the output padding."),
            (
                answer + setting.output_padding,
                "You added the output padding at both ends. It is only added at the far end.",
            ),
        ]
    else:
        wrong.append(
            (answer - 1, "You are one cell short. A stamp of kernel 1 steps nowhere and still covers a cell.")
        )
    if setting.dilation > 1:
        wrong += [
            (
                answer - (setting.dilation - 1) * (kernel - 1),
                f"You left out the dilation: the weights of a stamp lie {setting.dilation} cells apart.",
            ),
            (
                answer + setting.dilation - 1,
                f"You let a stamp span {setting.dilation} · {kernel} cells. Between {kernel} weights there are "
                f"only {kernel - 1} steps.",
            ),
        ]
    return tuple(wrong)
