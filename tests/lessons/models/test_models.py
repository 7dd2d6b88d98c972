"""The contract every network in MODELS keeps."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from lessons.models import MODELS, Model, model
from lessons.models.tiny_unet import TinyUNet
from lessons.palette import PALETTE

ROOT = Path(__file__).parents[3]
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)


def image(batch: int, height: int, width: int) -> torch.Tensor:
    return torch.rand(batch, 3, height, width, generator=torch.Generator().manual_seed(1))


def test_there_are_models_and_their_names_are_unique():
    assert MODELS
    assert len({model.name for model in MODELS}) == len(MODELS)


def test_the_models_the_lessons_need_are_there():
    needed = [
        "tiny_unet",
        "unet",
        "unet_no_skips",
        "fcn",
        "fcn_fused",
        "deeplabv3plus",
        "smp_unet",
        "unet_nuclei",
    ]
    assert [each.name for each in MODELS if each.name in needed] == needed
    assert model("unet").title == "U-Net"
    with pytest.raises(KeyError, match="no model 'vnet'; choose one of tiny_unet, unet"):
        model("vnet")


@every_model
def test_every_class_has_a_style(model: Model):
    assert len(model.class_names) == len(set(model.class_names)) > 1
    assert set(model.class_names) <= set(PALETTE)


@pytest.mark.parametrize("file", sorted({each.builder.split(":")[0].split(".")[-1] for each in MODELS}))
def test_each_architecture_is_one_short_file_that_teaches(file: str):
    source = (ROOT / "lessons" / "models" / f"{file}.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) < 200
    tree = ast.parse(source)
    words = ast.get_docstring(tree) or ""
    assert re.search(r"\b(19|20)\d\d\b", words), "the docstring names the paper and its year"
    assert "─" in words and "image 3" in words and "logits" in words, "and draws the network"
    assert not [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and "lessons" in (node.module or "")
        and node.module != "lessons.models.torchvision_operators"  # what makes a library importable
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


def test_listing_the_models_does_not_import_torch():
    code = "import sys, lessons.models; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


@every_model
@pytest.mark.parametrize("num_classes", [1, 3, 19])
@pytest.mark.parametrize("size", [(64, 64), (1, 1), (2, 3), (33, 48), (65, 63), (20, 101)])
def test_logits_are_as_large_as_the_image(model: Model, num_classes: int, size: tuple[int, int]):
    network = model.build(num_classes).eval()
    with torch.no_grad():
        logits = network(image(2, *size))
    assert logits.shape == (2, num_classes, *size)
    assert logits.dtype == torch.float32 and logits.isfinite().all()


@every_model
def test_the_seed_decides_the_weights_and_touches_no_other_randomness(model: Model):
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    first, again, other = (model.build(3, seed).eval() for seed in (0, 0, 1))
    assert torch.equal(torch.rand(3), expected)
    picture = image(1, 32, 32)
    with torch.no_grad():
        assert torch.equal(first(picture), again(picture))
        assert torch.equal(first(picture), first(picture))
        assert not torch.equal(first(picture), other(picture))


@every_model
def test_the_gradient_reaches_every_parameter(model: Model):
    network = model.build(3)
    truth = torch.randint(0, 3, (2, 32, 32), generator=torch.Generator().manual_seed(2))
    torch.nn.functional.cross_entropy(network(image(2, 32, 32)), truth).backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None and parameter.grad.abs().sum() > 0, name


@every_model
def test_a_picture_scores_the_same_alone_and_in_a_batch(model: Model):
    network, pictures = model.build(4).eval(), image(3, 40, 24)
    with torch.no_grad():
        together = network(pictures)
        alone = torch.cat([network(picture) for picture in pictures.split(1)])
    torch.testing.assert_close(together, alone, rtol=1e-4, atol=1e-5)


@every_model
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA GPU, and there is none")
def test_a_gpu_gives_the_same_logits(model: Model):
    network, picture = model.build(4).eval(), image(2, 65, 48)
    with torch.no_grad(), torch.backends.cudnn.flags(allow_tf32=False, deterministic=True):
        here = network(picture)
        there = network.cuda()(picture.cuda()).cpu()
    torch.testing.assert_close(there, here, rtol=1e-3, atol=1e-4)


@every_model
def test_the_weights_make_a_round_trip(model: Model, tmp_path: Path):
    network, other = model.build(3, seed=0).eval(), model.build(3, seed=1).eval()
    torch.save(network.state_dict(), tmp_path / "weights.pt")
    other.load_state_dict(torch.load(tmp_path / "weights.pt", weights_only=True))
    with torch.no_grad():
        assert torch.equal(network(image(1, 33, 32)), other(image(1, 33, 32)))


@every_model
def test_a_few_steps_learn_a_simple_picture(model: Model):
    """Two bright squares on noise: large enough for the coarsest grid of scores, an eighth of the size."""
    network, picture = model.build(2), image(2, 48, 48)
    truth = torch.zeros(2, 48, 48, dtype=torch.long)
    truth[:, :24, :24] = truth[:, 24:, 24:] = 1
    picture = (picture + truth[:, None]) / 2
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-2)
    losses = []
    for _ in range(40):
        loss = torch.nn.functional.cross_entropy(network(picture), truth)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.3 * losses[0]


def test_tiny_unet_has_the_shape_the_lesson_says():
    network = TinyUNet(3)
    shapes = {name: tuple(weight.shape) for name, weight in network.named_parameters() if "weight" in name}
    assert shapes == {
        "enter.weight": (16, 3, 3, 3),
        "deepen.weight": (32, 16, 3, 3),
        "up.weight": (32, 16, 2, 2),
        "merge.weight": (16, 32, 3, 3),
        "head.weight": (3, 16, 1, 1),
    }
    with torch.no_grad():
        logits = network(image(1, 64, 64))
    assert logits.shape == (1, 3, 64, 64)
    assert logits.argmax(dim=1).shape == (1, 64, 64)


def test_an_odd_image_is_the_even_one_with_its_last_row_and_column_repeated():
    network = TinyUNet(3).eval()
    odd = image(1, 31, 33)
    even = torch.cat([odd, odd[:, :, -1:]], dim=2)
    even = torch.cat([even, even[..., -1:]], dim=3)
    with torch.no_grad():
        assert torch.equal(network(odd), network(even)[..., :31, :33])
