"""The numbers behind one pixel, as HTML: scores as bars, and a patch times a kernel as three small squares."""

from html import escape

from torch import Tensor

from lessons.palette import styles_for
from lessons.unet.pixel import PixelAnswer
from lessons.unet.walk_back import Step


def scores_html(answer: PixelAnswer) -> str:
    """Logits, what softmax makes of them, and which one argmax takes; the highest score first."""
    colours = [style.colour for style in styles_for(answer.class_names)]
    largest = max(map(abs, answer.logits)) or 1.0
    rows = []
    for label in sorted(range(len(colours)), key=lambda each: -answer.logits[each]):
        won = label == answer.winner
        logit, prob = answer.logits[label], answer.probs[label]
        rows.append(
            f'<tr class="{"pw-won" if won else ""}"><th scope="row"><span class="pw-swatch" '
            f'style="background: {colours[label]}"></span>{escape(answer.class_names[label])}</th>'
            f"<td>{_signed_bar(logit / largest)}{logit:.2f}</td>"
            f"<td>{_bar(prob)}{prob:.4f}</td><td>{'wins' if won else ''}</td></tr>"
        )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Class", "Logit", "Softmax", "Argmax"))
    return (
        '<div class="pw-scroll" tabindex="0" role="region" aria-label="Scores of the pixel">'
        f'<table class="pw-rows pw-bars"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


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


def _bar(share: float) -> str:
    return f'<span class="pw-bar"><i style="width: {100 * share:.1f}%"></i></span>'


def _signed_bar(share: float) -> str:
    """A bar that begins at zero, in the middle, and goes left for what is negative."""
    start = 50 + min(0.0, 50 * share)
    return f'<span class="pw-bar pw-signed"><i style="left: {start:.1f}%; width: {abs(50 * share):.1f}%"></i></span>'
