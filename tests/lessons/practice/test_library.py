"""The library's networks: the code that is shown makes what is counted, and refusals are sentences."""

from typing import Any

import pytest
import torch

from lessons.models.tiny_unet import TinyUNet
from lessons.models.unet import UNet
from lessons.practice import library
from lessons.practice.counting import multiply_adds, parameters
from lessons.unet.shapes import shapes, tiny_shapes

SMALL = (128, 160)


@pytest.fixture(autouse=True)
def timed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here asks for the least of several times."""
    monkeypatch.setattr(library, "_REPEATS", 1)


def run_shown(architecture: str, encoder: str) -> dict[str, Any]:
    """Execute the code of the page; as the page says, without fetching weights."""
    library.smp()  # as on the page, the library is importable beside any build of torch
    code = library.code_of(architecture, encoder, *SMALL)
    assert code.count('encoder_weights="imagenet"') == 1
    made: dict[str, Any] = {}
    exec(code.replace('encoder_weights="imagenet"', "encoder_weights=None"), made)
    return made


@pytest.mark.parametrize("architecture", library.ARCHITECTURES)
def test_the_code_shown_makes_what_is_counted(architecture: str):
    made, found = run_shown(architecture, "mobilenet_v2"), library.facts(architecture, "mobilenet_v2", *SMALL)
    assert tuple(made["logits"].shape) == found.logits == (1, library.CLASSES, *SMALL)
    assert tuple(made["mask"].shape) == (1, *SMALL)
    assert parameters(made["model"]) == found.parameters
    assert multiply_adds(made["model"], made["image"]) == found.multiply_adds > 0
    assert found.milliseconds > 0 and min(found.encoder, found.decoder, found.head) > 0


@pytest.mark.parametrize("encoder", library.ENCODERS)
def test_every_encoder_goes_with_a_unet(encoder: str):
    made, found = run_shown("Unet", encoder), library.facts("Unet", encoder, *SMALL)
    assert tuple(made["logits"].shape) == found.logits
    assert parameters(made["model"]) == found.parameters


def test_the_lessons_example_gives_the_shapes_it_says():
    found = library.facts("Unet", "resnet34")
    assert found.logits == (1, 5, 256, 256)
    assert found.encoder == pytest.approx(21.3e6, rel=0.01)


@pytest.mark.parametrize("architecture", ["UnetPlusPlus", "Linknet"])
def test_a_pair_that_the_library_lacks_is_refused(architecture: str):
    with pytest.raises(library.Refused, match=f"does not join {architecture} with mit_b0.*choose another"):
        library.facts(architecture, "mit_b0", *SMALL)


@pytest.mark.parametrize("architecture", library.ARCHITECTURES)
def test_a_side_that_does_not_fit_is_refused_in_the_librarys_words_by_all_but_the_unet(architecture: str):
    if architecture == "Unet":
        assert library.facts(architecture, "mobilenet_v2", 96, 100).logits == (1, library.CLASSES, 96, 100)
        return
    with pytest.raises(library.Refused, match=r"divisible by (8|16|32)\. Consider pad your images to shape"):
        library.facts(architecture, "mobilenet_v2", 96, 100)


def test_a_picture_too_small_for_the_layers_is_refused_with_a_remedy():
    with pytest.raises(library.Refused, match="32 × 32 pixels are too few for PAN; choose more"):
        library.facts("PAN", "mobilenet_v2", 32, 32)


def test_multiply_adds_are_those_that_the_lesson_on_the_unet_counts():
    for network, rows in ((UNet(5), shapes(5, 64)), (TinyUNet(3), tiny_shapes(3, 64))):
        counted = multiply_adds(network.eval(), torch.zeros(1, 3, 64, 64))
        assert counted == sum(row.multiply_adds for row in rows)
        assert parameters(network) == sum(row.parameters for row in rows)


def test_building_touches_no_randomness_of_others():
    torch.manual_seed(3)
    expected = torch.rand(3)
    torch.manual_seed(3)
    library.facts("PSPNet", "mobilenet_v2", *SMALL)
    assert torch.equal(torch.rand(3), expected)
