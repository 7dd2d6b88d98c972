"""The three parts of SAM, drawn with what they make of one click, and what each of them costs."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import wiring
from app.ui.figures.images import image_html, png_address
from app.ui.figures.street_pictures import ChosenPicture
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.prompting import networks
from app.views.prompting.canvas import example_on
from lessons.prompting import segmenter
from lessons.prompting.prompts import Click, Prompts


@section
@guard.answered
def three_parts(words: LessonText, picture: ChosenPicture) -> None:
    """Which part runs how often: asked, and then drawn for one click on the learner's picture."""
    if predict("prompting-point"):
        three_parts_drawn(words, picture)


def three_parts_drawn(words: LessonText, picture: ChosenPicture) -> None:
    """The answer: the way of a click through the three parts, with their measured times."""
    if networks.ready() and not networks.refusal(picture):
        prompts = example_on(picture)
        embedding = networks.embedded(picture)
        decoded = networks.decoded(picture, embedding.value, prompts)
        drawing = wiring.networks().runner.run(
            ("three parts", picture.digest, prompts),
            lambda: drawing_html(picture, prompts, embedding, decoded),
        )
        st.html(drawing)
        words.show_filled(
            "parts-live",
            embed=f"{embedding.milliseconds:.0f}",
            decode=f"{decoded.milliseconds:.0f}",
            ratio=f"{embedding.milliseconds / decoded.milliseconds:.1f}",
        )
    words.show("point-name")
    show_code(segmenter.embed, segmenter.answer, segmenter.decode)


def drawing_html(
    picture: ChosenPicture,
    prompts: Prompts,
    embedding: networks.Timed[networks.Embedding],
    decoded: networks.Timed[networks.Candidates],
) -> str:
    """The drawing, from left to right; on a phone the decoder and the masks stand below."""
    answer, cells = decoded.value, embedding.value.cells[0].cpu().numpy()
    dim, rows, columns = cells.shape
    masks = "".join(
        _picture(
            f"predicted IoU {answer.predicted_iou[at]:.2f}{', called best' if at == answer.best else ''}",
            cut_out(picture.pixels, answer.masks[at]),
            f"Candidate {at + 1} of 3, cut out of the picture",
        )
        for at in range(len(answer.masks))
    )
    (click,) = prompts.clicks
    seen = "Cells in which the network sees much the same have much the same colour"
    places = {
        "picture": _picture(
            "The picture", with_crosses(picture.pixels, prompts.clicks), "A cross at the click"
        ),
        "to-encoder": "→",
        "encoder": _part("Image encoder", "once for a picture", f"{embedding.milliseconds:.0f} ms"),
        "to-embedding": "→",
        "embedding": _picture(
            f"Embedding: {rows} × {columns} cells of {dim} numbers", three_colours(cells), seen
        ),
        "click": _part("The click", f"row {click.row + 1}, column {click.column + 1},", "part of it"),
        "to-prompts": "→",
        "prompts": _part("Prompt encoder", "for each prompt", "reads what was pointed at"),
        "to-token": "→",
        "token": _part("A token", f"{dim} numbers"),
        "to-decoder": "",
        "decoder": _part("Mask decoder", "for each prompt", f"{decoded.milliseconds:.0f} ms"),
        "to-masks": "",
        "masks": masks,
    }
    cells_of_grid = "".join(
        f'<div class="pw-parts-{name}" style="grid-area: {name}">{content}</div>'
        for name, content in places.items()
    )
    return f'<div class="pw-parts-frame"><div class="pw-parts">{cells_of_grid}</div></div>'


def _part(name: str, *lines: str) -> str:
    return f"<strong>{name}</strong>" + "".join(f"<span>{line}</span>" for line in lines)


def _picture(title: str, pixels: NDArray[np.uint8], alt: str) -> str:
    image = image_html(png_address(pixels), alt, "image-rendering: pixelated")
    return f"<figure>{image}<figcaption>{title}</figcaption></figure>"


def with_crosses(pixels: NDArray[np.uint8], clicks: tuple[Click, ...]) -> NDArray[np.uint8]:
    """The picture with a white cross, dark around it, at each click."""
    marked = pixels.copy()
    reach = max(2, max(pixels.shape[:2]) // 20)
    for thick, colour in ((2, 0), (1, 255)):
        for click in clicks:
            for up, across in ((reach, thick - 1), (thick - 1, reach)):
                rows = slice(max(0, click.row - up - thick + 1), click.row + up + thick)
                columns = slice(max(0, click.column - across - thick + 1), click.column + across + thick)
                marked[rows, columns] = colour
    return marked


def cut_out(pixels: NDArray[np.uint8], mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The picture, dark where the mask is not."""
    return np.where(mask[..., None], pixels, pixels // 5)


def three_colours(cells: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Cells (dim, rows, columns) as colours: the three directions in which they differ most are red, green and blue."""
    dim, rows, columns = cells.shape
    spread = cells.reshape(dim, -1).T - cells.reshape(dim, -1).mean(axis=1)
    _, _, directions = np.linalg.svd(spread, full_matrices=False)
    seen = spread @ directions[:3].T
    low, high = np.percentile(seen, (2, 98), axis=0)
    return (
        (255 * np.clip((seen - low) / np.maximum(high - low, 1e-9), 0, 1))
        .astype(np.uint8)
        .reshape(rows, columns, 3)
    )
