"""Images inside HTML: what stands in a figure, and that no text becomes markup."""

import base64
import re
from io import BytesIO

import numpy as np
from PIL import Image

from app.ui.figures.boxes import DrawnBox, Figure, figures_html
from app.ui.figures.images import (
    caption_html,
    figure_html,
    picture_html,
    png_address,
    row_of_figures,
    svg_address,
)

PIXELS = np.random.default_rng(0).integers(0, 256, (3, 5, 3)).astype(np.uint8)


def test_a_png_address_holds_every_pixel():
    kind, _, data = png_address(PIXELS).partition(",")
    assert kind == "data:image/png;base64"
    assert np.array_equal(np.array(Image.open(BytesIO(base64.b64decode(data)))), PIXELS)


def test_an_svg_address_holds_its_text():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><text>−1 × "2"</text></svg>'
    kind, _, data = svg_address(svg).partition(",")
    assert kind == "data:image/svg+xml;base64" and base64.b64decode(data).decode() == svg


def test_a_picture_says_its_title_and_what_there_is_to_see():
    html = picture_html("Truth", PIXELS, "A car.", width=77)
    assert re.search(r'<figcaption>Truth</figcaption><img alt="Truth. A car." style="width: 77px;', html)
    assert html.endswith('<p class="pw-caption">A car.</p></figure>')
    assert "pw-caption" not in picture_html("Truth", PIXELS, "")


def test_no_text_becomes_markup():
    html = row_of_figures([figure_html("<b>", "data:,", '"><i>', below="<s>")], "<u>")
    assert not re.search(r"<[bisu]>", html) and '""' not in html
    assert caption_html("") == ""


def test_the_name_of_a_box_at_the_right_edge_ends_there():
    boxes = [DrawnBox((2, 3, 20, 30), text="person"), DrawnBox((50, 3, 62, 30), text="person")]
    html = figures_html([Figure("Boxes", np.zeros((64, 64, 3), np.uint8), "Two.", boxes)])
    svg = base64.b64decode(re.findall(r"svg\+xml;base64,([^\"]+)", html)[0]).decode()
    assert re.findall(r"<text (.*?) y=", svg) == ['x="3.00"', 'x="63.5" text-anchor="end"']
