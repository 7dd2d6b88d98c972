"""The bars are as long as the numbers are large, and the squares show the products that were added."""

import re

import pytest
import torch

from app.ui.figures.pixel_numbers import largest_products, product_html
from lessons.models.serving.trace import trace
from lessons.models.unet import UNet
from lessons.unet.walk_back import Step, Unit, walk_back


@pytest.fixture(scope="module")
def step() -> Step:
    torch.manual_seed(0)
    network, image = UNet(8, widths=(4, 5)).eval(), torch.rand(1, 3, 16, 16)
    return walk_back(trace(network, image), network, image, Unit("decoder.0.second", 2, 0, 7))


def test_the_squares_multiply(step: Step):
    (cell,) = largest_products(step, 1)
    assert step.products[cell].abs() == step.products.abs().max()
    squares = re.findall(r"<table>.*?</table>", product_html(step, cell))
    patch, kernel, products = (
        [float(number) for number in re.findall(r">(-?[\d.]+)</td>", square)] for square in squares
    )
    assert len(products) == 9 and products == pytest.approx(
        step.products[cell[0]].flatten().tolist(), abs=6e-4
    )
    assert products == pytest.approx([a * b for a, b in zip(patch, kernel, strict=True)], abs=3e-3)
    assert all(square.count("pw-framed") == 1 for square in squares)
    marked = [re.findall(r'class="([^"]*)"', square)[3 * cell[1] + cell[2]] for square in squares]
    assert all("pw-framed" in kinds for kinds in marked)


def test_the_largest_products_come_first(step: Step):
    found = [abs(float(step.products[cell])) for cell in largest_products(step, 10_000)]
    assert found == sorted(found, reverse=True) and len(found) == step.products.numel()
