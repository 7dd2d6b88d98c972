"""A transposed convolution, one input cell at a time.

Each cell of the input multiplies the whole kernel and stamps the products into the output. The stamp of
the next cell lands `stride` cells further; where stamps overlap, they add up. At the end `padding` cells
are cut from every side. In one dimension, the weight `tap` of the stamp of input cell `cell` lands at

    cell · stride − padding + tap · dilation

Dumoulin and Visin (2016), "A guide to convolution arithmetic for deep learning", chapter 4, arXiv
1603.07285. Arrays here have one dimension, or two with the same setting in both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


class SettingError(ValueError):
    """A setting that no transposed convolution can have, in one sentence that says what to change."""


@dataclass(frozen=True)
class Setting:
    """What a transposed convolution does along each side.

    `stride` is how far apart neighbouring stamps land, `dilation` how far apart the weights of one
    stamp. `padding` cells are cut from both ends; `output_padding` are added at the far end.

    Raises:
        SettingError: a number is out of its range.
    """

    kernel_size: int = 3
    stride: int = 2
    padding: int = 0
    output_padding: int = 0
    dilation: int = 1

    def __post_init__(self) -> None:
        for name in ("kernel_size", "stride", "dilation"):
            if getattr(self, name) < 1:
                raise SettingError(f"The {name} is {getattr(self, name)}; choose 1 or more.")
        for name in ("padding", "output_padding"):
            if getattr(self, name) < 0:
                raise SettingError(f"The {name} is {getattr(self, name)}; choose 0 or more.")
        if self.output_padding >= max(self.stride, self.dilation):
            # A larger one would only add cells that no stamp can ever reach.
            raise SettingError(
                f"The output_padding is {self.output_padding}; choose one below "
                f"{max(self.stride, self.dilation)}, the larger of stride and dilation."
            )


@dataclass(frozen=True)
class Stamp:
    """What one input cell does to the output.

    `cell` is its index in the input and `value` what it holds. `patch` (the kernel's shape) is the
    kernel times the value; its first weight lands at index `first` of the output, which may lie outside
    and is then cut off. `added` and `output` have the output's shape: what this cell adds alone, and the
    sum of all cells so far, this one included.
    """

    cell: tuple[int, ...]
    value: float
    first: tuple[int, ...]
    patch: Numbers
    added: Numbers
    output: Numbers


def output_size(size: int, setting: Setting) -> int:
    """How many cells a side of `size` cells becomes.

    Raises:
        SettingError: the input has no cell, or the padding leaves none of the output.
    """
    if size < 1:
        raise SettingError(f"The input has {size} cells; give at least one.")
    uncut = (size - 1) * setting.stride + setting.dilation * (setting.kernel_size - 1) + 1
    size = uncut - 2 * setting.padding + setting.output_padding
    if size < 1:
        raise SettingError(
            f"A padding of {setting.padding} cuts {2 * setting.padding} cells off, but the stamps cover only "
            f"{uncut}; choose a smaller padding."
        )
    return size


def stamps(inputs: ArrayLike, kernel: ArrayLike, setting: Setting) -> Iterator[Stamp]:
    """The stamp of every input cell in turn, row by row; the last one's `output` is the result.

    Raises:
        SettingError: the kernel's sides are not `kernel_size`, the two differ in their dimensions, there
            are neither one nor two of these, or as `output_size`.
    """
    values, weights = checked(inputs, kernel, setting)
    output = np.zeros([output_size(side, setting) for side in values.shape])
    for cell in np.ndindex(values.shape):
        patch, added = values[cell] * weights, np.zeros_like(output)
        for tap in np.ndindex(weights.shape):
            place = landing(cell, tap, setting)
            if all(0 <= at < side for at, side in zip(place, output.shape, strict=True)):
                added[place] = patch[tap]
        output = output + added
        first = landing(cell, (0,) * values.ndim, setting)
        yield Stamp(cell, float(values[cell]), first, patch, added, output)


def landing(cell: tuple[int, ...], tap: tuple[int, ...], setting: Setting) -> tuple[int, ...]:
    """Where in the output one weight of one cell's stamp lands; it may be outside."""
    pairs = zip(cell, tap, strict=True)
    return tuple(at * setting.stride - setting.padding + weight * setting.dilation for at, weight in pairs)


def transposed_conv(inputs: ArrayLike, kernel: ArrayLike, setting: Setting) -> Numbers:
    """All stamps added up. Errors as `stamps`."""
    *_, last = stamps(inputs, kernel, setting)
    return last.output


def overlap_counts(shape: tuple[int, ...], setting: Setting) -> NDArray[np.int64]:
    """How many stamps reach each output cell, for an input of this shape: ones stamped with ones."""
    kernel = np.ones((setting.kernel_size,) * len(shape))
    return transposed_conv(np.ones(shape), kernel, setting).astype(np.int64)


def checked(inputs: ArrayLike, kernel: ArrayLike, setting: Setting) -> tuple[Numbers, Numbers]:
    """Input and kernel as arrays that fit each other and the setting. Errors as `stamps`."""
    values, weights = np.asarray(inputs, np.float64), np.asarray(kernel, np.float64)
    if values.ndim not in (1, 2) or weights.shape != (setting.kernel_size,) * values.ndim:
        raise SettingError(
            f"The input has shape {values.shape} and the kernel {weights.shape}; give both one dimension or "
            f"both two, and the kernel sides of {setting.kernel_size}."
        )
    return values, weights
