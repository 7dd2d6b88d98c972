"""What a learner points with: clicks inside and outside, and a box."""

from dataclasses import dataclass

MOST_CLICKS = 32
"""More clicks than anybody needs; each is one token, so the cost of an answer grows with them."""


class PromptError(ValueError):
    """A prompt that cannot be answered, in one sentence that says what to do."""


@dataclass(frozen=True)
class Click:
    """A pixel, counted from the top left from 0: one that belongs to the object, or (not `positive`) does not."""

    row: int
    column: int
    positive: bool = True


@dataclass(frozen=True)
class Box:
    """The object lies in rows `top` … `bottom` - 1 and columns `left` … `right` - 1, in pixels of the picture."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Prompts:
    """All that was said about one object so far, in the order it was said."""

    clicks: tuple[Click, ...] = ()
    box: Box | None = None


def check(prompts: Prompts, height: int, width: int) -> None:
    """Refuse what cannot be answered on a picture of `height` × `width` pixels.

    Raises:
        PromptError: no prompt at all, too many clicks, a click outside the picture, or a box that is
            empty or reaches outside it.
    """
    if not prompts.clicks and prompts.box is None:
        raise PromptError("There is nothing to go by yet; click on an object or drag a box around it.")
    if len(prompts.clicks) > MOST_CLICKS:
        raise PromptError(
            f"There are {len(prompts.clicks)} clicks, and {MOST_CLICKS} are the most; take some back."
        )
    for click in prompts.clicks:
        if not (0 <= click.row < height and 0 <= click.column < width):
            raise PromptError(
                f"The click at row {click.row}, column {click.column} is outside the picture of "
                f"{height} × {width} pixels; click inside it."
            )
    if prompts.box is not None:
        _check_box(prompts.box, height, width)


def _check_box(box: Box, height: int, width: int) -> None:
    if box.top >= box.bottom or box.left >= box.right:
        raise PromptError("The box is empty; drag it over at least one pixel.")
    if box.top < 0 or box.left < 0 or box.bottom > height or box.right > width:
        raise PromptError(
            f"The box reaches outside the picture of {height} × {width} pixels; drag it inside."
        )
