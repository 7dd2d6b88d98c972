"""Random transposed convolutions that exist, and what torch makes of them."""

from dataclasses import dataclass

import hypothesis.strategies as st
import numpy as np
import torch
from hypothesis import assume
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from torch.nn import functional

from lessons.upsampling.transposed import Setting, SettingError, output_size

Numbers = NDArray[np.float64]
VALUES = st.floats(-4, 4, allow_nan=False, width=32)


@dataclass(frozen=True)
class Case:
    inputs: Numbers
    kernel: Numbers
    setting: Setting

    def torchs(self) -> Numbers:
        convolve = functional.conv_transpose1d if self.inputs.ndim == 1 else functional.conv_transpose2d
        result = convolve(
            torch.from_numpy(self.inputs)[None, None],
            torch.from_numpy(self.kernel)[None, None],
            stride=self.setting.stride,
            padding=self.setting.padding,
            output_padding=self.setting.output_padding,
            dilation=self.setting.dilation,
        )
        return result[0, 0].numpy()


@st.composite
def settings(draw: st.DrawFn) -> Setting:
    stride, dilation = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    return Setting(
        kernel_size=draw(st.integers(1, 4)),
        stride=stride,
        padding=draw(st.integers(0, 4)),
        output_padding=draw(st.integers(0, max(stride, dilation) - 1)),
        dilation=dilation,
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    setting, dimensions = draw(settings()), draw(st.integers(1, 2))
    shape = tuple(draw(st.integers(1, 5)) for _ in range(dimensions))
    try:
        for side in shape:
            output_size(side, setting)
    except SettingError:
        assume(False)
    kernel_shape = (setting.kernel_size,) * dimensions
    inputs, kernel = (draw(arrays(np.float64, each, elements=VALUES)) for each in (shape, kernel_shape))
    return Case(inputs, kernel, setting)
