"""Images inside HTML: pixels or an SVG as a data address, the figure around it, and a row of figures."""

import base64
from collections.abc import Iterable
from html import escape
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def picture_html(title: str, pixels: NDArray[np.uint8], about: str, width: int = 220) -> str:
    """One picture uint8 (height, width, 3) as a figure, its pixels kept sharp; `about` stands below."""
    style = f"width: {width}px; max-width: 100%; image-rendering: pixelated"
    return figure_html(title, png_address(pixels), about, style, about)


def figure_html(
    title: str,
    address: str,
    alt: str,
    style: str = "",
    below: str = "",
    frame: str = "flex: 0 1 auto; max-width: 100%",
) -> str:
    """An image under its title, `below` under both. `style` is the image's CSS, `frame` the whole figure's."""
    image = image_html(address, f"{title}. {alt}", style)
    caption = f"<figcaption>{escape(title)}</figcaption>"
    return f'<figure style="{frame}">{caption}{image}{caption_html(below)}</figure>'


def image_html(address: str, alt: str, style: str = "") -> str:
    """The element that shows an image; `alt` is what there is to see, for those who hear it."""
    styled = f' style="{style}"' if style else ""
    return f'<img alt="{escape(alt)}"{styled} src="{address}">'


def caption_html(text: str) -> str:
    """A caption, or nothing if there is no text."""
    return f'<p class="pw-caption">{escape(text)}</p>' if text else ""


def row_of_figures(figures: Iterable[str], caption: str = "") -> str:
    """Figures side by side, a caption below; on a phone they wrap."""
    return f'<div class="pw-pictures">{"".join(figures)}</div>{caption_html(caption)}'


def png_address(pixels: NDArray[np.uint8]) -> str:
    """The address of pixels (height, width, 3), or 4 where some are clear, as a picture of its own."""
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return _address("png", file.getvalue())


def svg_address(svg: str) -> str:
    """The address of an SVG as a picture of its own, so that its styles and ids stay inside it."""
    return _address("svg+xml", svg.encode())


def _address(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
