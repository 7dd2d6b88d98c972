"""A run of the lab, opened in the U-Net lesson: trained for real, shown there in place of the shipped network."""

import dataclasses
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
import torch

from app import wiring
from app.ui.networks import opened as unet_opened
from lessons.models.weights import available
from lessons.training.lab.look import Look, Watched
from lessons.training.lab.pool import Pool
from lessons.training.lab.run import Run
from lessons.training.lab.settings import Settings
from tests.views.visits import Visit, texts

needs_networks = pytest.mark.skipif("unet" not in available(), reason="the weights are not in assets/weights")
SMALL = Settings(data="scenes64", network="unet", loss="dice", levels=3, batch=1, pictures=2, steps=2)


@pytest.fixture(autouse=True)
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """A pool of this test's own, whose process is gone when the test is over."""
    fresh = Pool(niceness=0)
    monkeypatch.setattr(wiring.trainings, "built", fresh)
    yield fresh
    fresh.close()


def run_of(settings: Settings) -> Watched:
    torch.set_num_threads(1)
    training = Run(settings)
    looks = [training.look()]
    while not training.ending:
        training.advance()
    looks.append(training.look())
    return Watched("any", settings, "finished", training.ending, 0, 0.0, 1.0, tuple(looks))


@pytest.fixture(scope="module")
def trained() -> Watched:
    return run_of(SMALL)


def look_of(run: Watched, **changes: Any) -> tuple[Watched, Look]:
    settings = dataclasses.replace(run.settings, **changes)
    return dataclasses.replace(run, settings=settings), run.looks[-1]


def test_what_the_lesson_cannot_show_is_refused_with_the_reason_and_the_way_out(trained: Watched) -> None:
    assert unet_opened.why_not(*look_of(trained)) == ""
    assert unet_opened.why_not(*look_of(trained, upsampling="bilinear")) == ""
    for changes, said in (
        ({"network": "fcn_fused"}, r"this is FCN, fused scores\. Choose U-Net"),
        ({"network": "tiny_unet"}, r"this is Tiny U-Net\. Choose U-Net"),
        ({"skips": False}, r"has none\. Turn the skips on"),
        ({"data": "nuclei"}, r"never seen one\. Choose street scenes"),
    ):
        assert re.search(said, unet_opened.why_not(*look_of(trained, **changes))), changes
    run, look = look_of(trained)
    assert "Lower the learning rate" in unet_opened.why_not(run, dataclasses.replace(look, loss=float("nan")))


def sentence_on_cells(test: Any) -> str:
    """What the page says of the block that is selected first, in which the number of levels shows."""
    return next(line for line in texts(test).splitlines() if "One cell stands for" in line)


@needs_networks
@pytest.mark.parametrize(
    "changes", [{}, {"levels": 2}, {"upsampling": "bilinear"}], ids=lambda each: f"{each}"
)
def test_every_part_shows_it_and_goes_back(changes: dict[str, Any], trained: Watched, visit: Visit) -> None:
    run = run_of(dataclasses.replace(SMALL, **changes)) if changes else trained
    test = visit()
    test.session_state["unet-opened"] = unet_opened.network_of(run, run.looks[-1])
    test.switch_page("views/unet/page.py").run(timeout=120)
    assert not test.exception
    levels = run.settings.levels
    assert f"Your run: U-Net, {levels} levels" in texts(test) and "Dice, seed 0, 2 steps" in texts(test)
    assert len(test.session_state["u_diagram:unet-u"].value.chosen.skips) == levels - 1
    assert "belongs to the U-Net of this page" in texts(test)
    drawn_back = run.settings.upsampling == "transposed"
    assert ("by a fixed rule" in texts(test)) is not drawn_back
    if levels == 2:
        return
    told = sentence_on_cells(test)
    test.button(key="unet-shipped").click().run()
    assert not test.exception
    assert "Your run" not in texts(test)
    assert len(test.session_state["u_diagram:unet-u"].value.chosen.skips) == 4
    assert sentence_on_cells(test) != told


@needs_networks
def test_a_run_trained_in_the_lab_opens_from_there(visit: Visit) -> None:
    test = visit()
    test.session_state["training-settings"] = SMALL
    test.switch_page("views/training/page.py").run(timeout=120)
    next(each for each in test.button if each.label == "Train").click().run()
    deadline = time.monotonic() + 120
    while not any(each.label == "Look inside this network" for each in test.button):
        assert time.monotonic() < deadline
        time.sleep(0.3)
        test.run()
        assert not test.exception
    next(each for each in test.button if each.label == "Look inside this network").click().run()
    assert not test.exception
    assert "Your run: U-Net, 3 levels, Dice, seed 0, 2 steps" in texts(test)
