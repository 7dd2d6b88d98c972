"""Two other ways to the numbers of a transposed convolution, and where its name comes from.

*Zero-stuffing*: put stride − 1 zeros between the input's cells and a border of zeros around them, then
slide the kernel, turned end for end, over the result with stride 1. This is why it is also called a
fractionally strided convolution.

*The matrix*: an ordinary convolution is a matrix C that maps the flattened large map to the flattened
small one: one row for each small cell, with the kernel's weights in it. Cᵀ maps the other way, and is
the transposed convolution of the same kernel and setting. It brings back the shape, not the numbers:
Cᵀ is not the inverse of C, which is why "deconvolution" is a bad name.

Dumoulin and Visin (2016), arXiv 1603.07285, sections 4.1 to 4.6.
"""

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from lessons.upsampling.transposed import Numbers, Setting, checked, landing, output_size

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True)
class ZeroStuffed:
    """`output` is the ordinary convolution, with stride 1, of `stuffed` with the turned `kernel`."""

    stuffed: Numbers
    kernel: Numbers
    output: Numbers


@dataclass(frozen=True)
class AsMatrix:
    """`output` is the transpose of `convolution` times the flattened input, back in the output's shape.

    `convolution`, a sparse matrix (input cells, output cells), is the ordinary convolution from the
    large map to the small one.
    """

    convolution: "csr_array"
    output: Numbers


def zero_stuffed(inputs: ArrayLike, kernel: ArrayLike, setting: Setting) -> ZeroStuffed:
    """The transposed convolution as an ordinary one of a stuffed input. Errors as `stamps`."""
    values, weights = checked(inputs, kernel, setting)
    for side in values.shape:
        output_size(side, setting)
    between = np.zeros([(side - 1) * setting.stride + 1 for side in values.shape])
    between[(slice(None, None, setting.stride),) * values.ndim] = values
    # A border as wide as the kernel's reach lets the first cell meet its last weight; padding takes from it.
    before = setting.dilation * (setting.kernel_size - 1) - setting.padding
    after = before + setting.output_padding
    stuffed = np.pad(between, (max(before, 0), max(after, 0)))
    if before < 0 or after < 0:
        stuffed = stuffed[(slice(max(-before, 0), min(after, 0) or None),) * values.ndim]
    turned = np.flip(weights)
    return ZeroStuffed(stuffed, turned, convolved(stuffed, turned, setting.dilation))


def convolved(values: Numbers, kernel: Numbers, dilation: int = 1) -> Numbers:
    """An ordinary convolution as networks have it: stride 1, no padding, the kernel not turned.

    At each place, the cells under the kernel times its weights, added up.
    """
    reach = [dilation * (side - 1) + 1 for side in kernel.shape]
    windows = sliding_window_view(values, reach)
    taps = windows[(..., *(slice(None, None, dilation),) * kernel.ndim)]
    return (taps * kernel).sum(axis=tuple(range(-kernel.ndim, 0)))


def as_matrix(inputs: ArrayLike, kernel: ArrayLike, setting: Setting) -> AsMatrix:
    """The transposed convolution as the transpose of a matrix. Errors as `stamps`."""
    values, weights = checked(inputs, kernel, setting)
    shape = tuple(output_size(side, setting) for side in values.shape)
    matrix = convolution_matrix(values.shape, shape, weights, setting)
    return AsMatrix(matrix, (matrix.T @ values.ravel()).reshape(shape))


def convolution_matrix(
    small: tuple[int, ...], large: tuple[int, ...], kernel: Numbers, setting: Setting
) -> "csr_array":
    """The ordinary convolution from a map of shape `large` to one of shape `small`, as a sparse matrix.

    Shape (cells of `small`, cells of `large`). The small map's cell reads the very places that its
    stamp would land on.
    """
    from scipy.sparse import csr_array

    rows, columns, entries = [], [], []
    for row, cell in enumerate(np.ndindex(small)):
        for tap in np.ndindex(kernel.shape):
            place = landing(cell, tap, setting)
            if all(0 <= at < side for at, side in zip(place, large, strict=True)):
                rows.append(row)
                columns.append(int(np.ravel_multi_index(place, large)))
                entries.append(kernel[tap])
    return csr_array((entries, (rows, columns)), shape=(prod(small), prod(large)), dtype=np.float64)
