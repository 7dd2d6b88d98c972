"""SAM in miniature: one look at the picture, many answers, each as its prompt says."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from lessons.models import PROMPT_MODELS, model
from lessons.models.device import as_input
from lessons.models.fitting.prompt_rounds import Row, points_of
from lessons.models.fitting.prompt_task import start_from
from lessons.models.prompt_encoders import (
    BOTTOM_RIGHT,
    FRAME,
    NEGATIVE,
    NOTHING,
    POSITIVE,
    TOP_LEFT,
    WORKING,
    Points,
    frame_of,
    looked_at,
)
from lessons.models.sam import SAM
from lessons.models.unet import UNet
from lessons.models.weights import available, load, save
from lessons.scenes import street_scene

ROOT = Path(__file__).parents[3]
CPU = torch.device("cpu")
CLICK: Row = [(9.5, 7.5, POSITIVE)]
BOX: Row = [(2.0, 1.0, TOP_LEFT), (14.0, 12.0, BOTTOM_RIGHT)]


@pytest.fixture(scope="module")
def network() -> SAM:
    return model("sam").build(3, seed=0).eval()  # type: ignore[return-value]


def picture(batch: int, height: int, width: int) -> Tensor:
    return torch.rand(batch, 3, height, width, generator=torch.Generator().manual_seed(1))


def points(*rows: Row, pictures: tuple[int, ...] | None = None) -> Points:
    return points_of(list(rows), np.array(pictures or (0,) * len(rows), np.int64), CPU)


@pytest.mark.parametrize("file", ["sam", "prompt_encoders"])
def test_the_architecture_is_short_and_explained(file: str):
    source = (ROOT / "lessons" / "models" / f"{file}.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) < 200
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


def test_its_words_draw_the_network_and_name_the_paper():
    words = ast.get_docstring(ast.parse((ROOT / "lessons/models/sam.py").read_text(encoding="utf-8"))) or ""
    assert "──►" in words and re.search(r"Kirillov et al. \(2023\)", words)


def test_it_is_small(network: SAM):
    assert sum(parameter.numel() for parameter in network.parameters()) <= 1_500_000
    assert [each.name for each in PROMPT_MODELS] == ["sam"]
    assert model("sam").class_names == ("first", "second", "third")


@pytest.mark.parametrize("size", [(128, 128), (101, 67), (16, 90), (1, 1)])
def test_every_prompt_gets_three_candidates_as_large_as_the_picture(network: SAM, size: tuple[int, int]):
    height, width = size
    with torch.no_grad():
        answer = network(picture(1, height, width), points(CLICK, BOX, [*BOX, *CLICK, (3.5, 3.5, NEGATIVE)]))
    assert answer.logits.shape == (3, 3, height, width)
    assert answer.iou.shape == (3, 3) and answer.iou.min() >= 0 and answer.iou.max() <= 1
    rows, columns = 4 * -(-height // 16), 4 * -(-width // 16)
    assert answer.attention.shape == (3, 3, rows, columns)
    torch.testing.assert_close(answer.attention.sum(dim=(2, 3)), torch.ones(3, 3))


@pytest.mark.parametrize("size", [(256, 256), (300, 180), (257, 40)])
def test_a_larger_picture_is_looked_at_smaller_and_its_masks_are_enlarged(
    network: SAM, size: tuple[int, int]
):
    height, width = size
    image = picture(1, height, width)
    working_size = looked_at(height, width)
    assert max(working_size) == WORKING
    assert working_size[0] / working_size[1] == pytest.approx(height / width, rel=0.02)
    small = functional.interpolate(image, size=working_size, mode="bilinear", antialias=True)
    share = np.array(working_size) / size
    there = [(41.5, 17.5, POSITIVE)]
    shrunk = [(float(41.5 * share[0]), float(17.5 * share[1]), POSITIVE)]
    with torch.no_grad():
        seen = network.image_encoder(image)
        whole, less = network.decode(seen, points(there)), network(small, points(shrunk))
        corrected = network.decode(seen, points(there), whole.logits[:, 0])
    torch.testing.assert_close(seen.cells, less.embedding.cells)
    assert whole.logits.shape == corrected.logits.shape == (1, 3, height, width)
    enlarged = functional.interpolate(less.logits, size=size, mode="bilinear", antialias=True)
    torch.testing.assert_close(whole.logits, enlarged, atol=1e-3, rtol=1e-3)
    torch.testing.assert_close(whole.iou, less.iou, atol=1e-4, rtol=1e-4)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        coarse = network.decode(seen, points(there), whole.logits[:, 0].bfloat16())
    torch.testing.assert_close(coarse.logits.float(), corrected.logits, atol=0.2, rtol=0.1)


def test_of_two_sizes_of_a_large_picture_the_same_is_said(network: SAM):
    """Places are shares of a large picture: in twice the pixels the same point has the same waves."""
    places = network.prompt_encoder.places
    assert frame_of((64, FRAME)) == 1.0 and frame_of((WORKING, 90)) == FRAME / WORKING < 1
    small, large = (FRAME, FRAME), (2 * FRAME, 2 * FRAME)
    there, twice = torch.tensor([[30.0, 50.0]]), torch.tensor([[60.0, 100.0]])
    torch.testing.assert_close(places(frame_of(small) * there), places(frame_of(large) * twice))


def test_an_embedding_answers_as_its_picture_does_without_another_look(network: SAM):
    looks = []
    handle = network.image_encoder.register_forward_hook(lambda *_: looks.append(1))
    with torch.no_grad():
        first = network(picture(1, 40, 52), points(CLICK))
        again = network(picture(1, 40, 52), points(CLICK), embedding=first.embedding)
        corrected = network(
            picture(1, 40, 52), points(CLICK), previous=first.logits[:, 0], embedding=first.embedding
        )
    handle.remove()
    assert len(looks) == 1
    assert torch.equal(first.logits, again.logits) and torch.equal(first.iou, again.iou)
    assert corrected.logits.shape == first.logits.shape


def test_a_row_that_is_filled_up_answers_as_it_does_alone(network: SAM):
    with torch.no_grad():
        alone = network(picture(1, 48, 48), points(CLICK))
        beside = network(picture(1, 48, 48), points(CLICK, [*BOX, *CLICK, *CLICK]))
    assert beside.logits.shape[0] == 2
    torch.testing.assert_close(beside.logits[0], alone.logits[0], atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(beside.iou[0], alone.iou[0])


def test_each_prompt_is_about_its_own_picture(network: SAM):
    both = picture(2, 32, 32)
    with torch.no_grad():
        together = network(both, points(CLICK, CLICK, BOX, pictures=(1, 0, 1)))
        for place, (index, row) in enumerate(((1, CLICK), (0, CLICK), (1, BOX))):
            alone = network(both[index : index + 1], points(row))
            torch.testing.assert_close(together.logits[place], alone.logits[0], atol=1e-5, rtol=1e-4)


def test_where_and_what_a_point_is_change_the_answer(network: SAM):
    with torch.no_grad():
        seen = network(picture(1, 48, 48), points(CLICK)).embedding
        moved, negative = [(30.5, 40.5, POSITIVE)], [(9.5, 7.5, NEGATIVE)]
        logits = [network.decode(seen, points(row)).logits for row in (CLICK, moved, negative, BOX)]
    for place, one in enumerate(logits):
        for other in logits[place + 1 :]:
            assert (one - other).abs().max() > 1e-3


def test_the_seed_decides_the_weights():
    first, same, other = (model("sam").build(3, seed=seed).state_dict() for seed in (1, 1, 2))
    assert all(torch.equal(first[key], same[key]) for key in first)
    assert not torch.equal(first["own_tokens"], other["own_tokens"])
    assert not torch.equal(
        first["prompt_encoder.places.frequencies"], other["prompt_encoder.places.frequencies"]
    )


def test_every_parameter_learns():
    network: SAM = model("sam").build(3, seed=0).train()  # type: ignore[assignment]
    torch.nn.init.normal_(network.prompt_encoder.mask[-1].weight)  # type: ignore[arg-type]
    rows = points([*CLICK, (3.5, 3.5, NEGATIVE)], BOX)
    first = network(picture(1, 32, 32), rows)
    second = network(picture(1, 32, 32), rows, first.logits[:, 0].detach(), first.embedding)
    (first.logits.square().mean() + second.logits.square().mean() + second.iou.sum()).backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None, name
        if not name.endswith(
            "key.bias"
        ):  # it moves all of a query's scores alike, which softmax does not see
            assert parameter.grad.abs().max() > 0, name


def test_running_statistics_stay_as_they_came():
    network = model("sam").build(3, seed=0).train()
    before = {key: value.clone() for key, value in network.state_dict().items() if "running" in key}
    network(picture(2, 32, 32), points(CLICK))
    assert before and all(torch.equal(network.state_dict()[key], value) for key, value in before.items())


def test_it_starts_as_the_trained_unet_without_its_head():
    if "unet" not in available():
        pytest.skip("the U-Net has no weights yet")
    network: SAM = model("sam").build(3, seed=0).eval()  # type: ignore[assignment]
    assert model("sam").starts_from == "unet"
    start_from(network, "unet")
    unet = load("unet")
    assert isinstance(unet, UNet)
    image, maps = as_input(street_scene(5, 64).image[None]), []
    handle = network.image_encoder.decoder[-1].register_forward_hook(lambda *given: maps.append(given[2]))
    with torch.no_grad():
        network.image_encoder(image)
        torch.testing.assert_close(unet.head(maps[0]), unet(image))
    handle.remove()


def test_what_is_saved_is_what_is_loaded(tmp_path: Path, network: SAM):
    save("sam", network, {"command": "none", "held_out": {}}, tmp_path)
    again = load("sam", tmp_path)
    learned = {key for key, _ in network.named_parameters()}
    for key, value in network.state_dict().items():
        expected = value.half().float() if key in learned else value
        assert torch.equal(again.state_dict()[key], expected), key
    assert (tmp_path / "sam.safetensors").stat().st_size <= 3_000_000


def test_points_are_rows_filled_up_with_nothing():
    given = points(CLICK, [*BOX, *CLICK])
    assert given.places.shape == (2, 3, 2)
    assert given.kinds.tolist() == [[POSITIVE, NOTHING, NOTHING], [TOP_LEFT, BOTTOM_RIGHT, POSITIVE]]
    assert given.places[1].tolist() == [[2.0, 1.0], [14.0, 12.0], [9.5, 7.5]]
