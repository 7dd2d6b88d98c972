"""The numbers behind one pixel, as HTML: a patch times a kernel as three small squares."""

from torch import Tensor

from lessons.unet.walk_back import Step


def product_html(step: Step, cell: tuple[int, int, int]) -> str:
    """Patch × kernel of the cell's input channel, the cell framed."""
    channel, *framed = cell
    patch, kernel, products = (each[channel] for each in (step.patch, step.kernel, step.products))
    squares = "".join(
        f"<figure><figcaption>{title}</figcaption>{_square(each, framed)}</figure>"
        f'<span aria-hidden="true">{sign}</span>'
        for title, each, sign in (("Patch", patch, "×"), ("Kernel", kernel, "="), ("Products", products, ""))
    )
    return f'<div class="pw-squares">{squares}</div>'


def largest_products(step: Step, count: int) -> list[tuple[int, int, int]]:
    """The cells (channel, row, column) of a patch that move the sum most, the largest product first."""
    order = step.products.flatten().abs().argsort(descending=True)[:count].tolist()
    _, height, width = step.products.shape
    return [(index // (height * width), index // width % height, index % width) for index in order]


def _square(numbers: Tensor, framed: list[int]) -> str:
    """A small square of numbers; the larger, the deeper its tint; what is negative has its sign."""
    largest = float(numbers.abs().max()) or 1.0
    rows = "".join(
        "<tr>"
        + "".join(
            _cell(value, abs(value) / largest, [at, beside] == framed) for beside, value in enumerate(row)
        )
        + "</tr>"
        for at, row in enumerate(numbers.tolist())
    )
    return f"<table>{rows}</table>"


def _cell(value: float, strength: float, framed: bool) -> str:
    kind = ("pw-minus" if value < 0 else "pw-plus") + (" pw-framed" if framed else "")
    return f'<td class="{kind}" style="--strength: {100 * strength:.0f}%">{value:.3f}</td>'
