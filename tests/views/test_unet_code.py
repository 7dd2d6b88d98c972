"""The linked code of the U-Net page: what the learner sets is what torch builds, counts and gives out."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import nn

from app import wiring
from app.settings import settings
from lessons.models.device import pick_device
from lessons.models.serving.networks import Networks
from lessons.models.serving.runner import Runner
from lessons.models.serving.trace import trace
from lessons.models.tiny_unet import TinyUNet
from lessons.models.unet import UNet
from lessons.unet.blocks import source_of
from tests.views.visits import Visit, texts


def section() -> None:
    """Only this part of the page."""
    from app.ui.kit.lesson_text import LessonText
    from app.views.unet.code import code_and_shapes

    code_and_shapes(LessonText("unet"))


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Runner]:
    """A runner of this test's own, with no room for anybody to wait."""
    fresh = Runner(waiting=0)
    monkeypatch.setattr(wiring.networks, "built", Networks(fresh, pick_device(settings().device)))
    yield fresh
    fresh.close()


def code_section(size: int = 64, depth: int = 1, classes: int = 3) -> AppTest:
    """The section after the learner has set these numbers, one after the other."""
    test = AppTest.from_function(section, default_timeout=60).run()
    for key, value in {"unet-size": size, "unet-depth": depth, "unet-classes": classes}.items():
        test.number_input(key=key).set_value(value).run()
    assert not test.exception
    return test


def sent(test: Any) -> dict[str, Any]:
    """What the browser was given to link."""
    [component] = [each for each in test.get("bidi_component") if '"lines"' in each.proto.json]
    return json.loads(component.proto.json)


def rows(test: Any) -> dict[str, list[str]]:
    return {row["name"]: row["cells"] for row in sent(test)["rows"]}


def parameters(module: nn.Module) -> str:
    return f"{sum(each.numel() for each in module.parameters()):,}"


@pytest.mark.parametrize(
    ("size", "depth", "classes"), [(64, 1, 3), (33, 1, 7), (64, 2, 3), (100, 4, 5), (101, 3, 2)]
)
@pytest.mark.usefixtures("runner")
def test_the_table_is_what_torch_builds(size: int, depth: int, classes: int) -> None:
    widths = (16, 24, 32, 64, 128)[: depth + 1]
    network = UNet(classes, widths=widths) if depth > 1 else TinyUNet(classes)
    test = code_section(size, depth, classes)
    made = trace(network.eval(), torch.rand(1, 3, size, size)).activations
    shown_rows = rows(test)
    for name, (shape, count, _) in shown_rows.items():
        kind, _, number = name.partition(" ")
        path = name.replace(" ", ".")
        if kind == "pool":
            path = f"pool[{number}]" if number not in ("", "0") else "pool"
        if kind != "concat":
            assert shape == " × ".join(map(str, made[path].shape[1:])), name
        if kind not in ("concat", "pool"):
            assert count == parameters(network.get_submodule(path)), name
    assert sum(int(cells[1].replace(",", "")) for cells in shown_rows.values()) == sum(
        each.numel() for each in network.parameters()
    )
    assert f"{parameters(network)} parameters" in texts(test)
    assert f"one picture of {size} × {size} pixels" in texts(test)


@pytest.mark.usefixtures("runner")
def test_the_code_is_the_networks_own_and_each_row_leads_to_its_lines() -> None:
    for depth, network in ((1, TinyUNet()), (4, UNet(3))):
        given = sent(code_section(depth=depth))
        lines = ["".join(text for text, _ in pieces) for pieces in given["lines"]]
        assert lines == source_of(network).splitlines()
        for row in given["rows"]:
            kind = row["name"].partition(" ")[0]
            wanted = "torch.cat" if kind == "concat" else f"self.{kind} = nn."
            assert any(wanted in lines[line - 1] for line in row["made"] or row["used"]), row["name"]
            assert row["used"], row["name"]


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"size": 0}, "A picture has at least 1 pixel on each side; set the side to 1 to 256."),
        ({"size": -5}, "A picture has at least 1 pixel on each side; set the side to 1 to 256."),
        ({"size": 257}, "set the side to 1 to 256."),
        ({"depth": 0}, "Without a pooling there is no U; set the poolings to 1 to 4."),
        ({"depth": 5}, "set the poolings to 1 to 4."),
        ({"classes": 1}, "set num_classes to 2 to 20."),
        ({"classes": 21}, "set num_classes to 2 to 20."),
    ],
)
@pytest.mark.usefixtures("runner")
def test_numbers_that_make_no_network_are_answered(numbers: dict[str, int], sentence: str) -> None:
    test = code_section(**numbers)
    [warning] = test.warning
    assert warning.value.endswith(sentence)
    assert "parameters, " not in texts(test)


@pytest.mark.parametrize(("size", "depth"), [(1, 1), (1, 4), (256, 4)])
@pytest.mark.usefixtures("runner")
def test_the_outermost_numbers_are_networks(size: int, depth: int) -> None:
    test = code_section(size, depth, 20)
    assert not test.warning
    side = size + -size % 2**depth
    assert rows(test)["head"][0] == f"20 × {side} × {side}"


@pytest.mark.usefixtures("runner")
def test_odd_sides_are_explained() -> None:
    assert "At level 0 the skip is 101 cells wide and meets 100." in texts(code_section(101, 1))
    assert "so every skip fits what comes up" in texts(code_section(112, 4))


def test_the_time_is_measured_once_through_the_runner(runner: Runner) -> None:
    before = runner.kept_bytes
    first = texts(code_section(48, 1, 2))
    assert runner.kept_bytes > before
    kept = runner.kept_bytes
    assert texts(code_section(48, 1, 2)) == first
    assert runner.kept_bytes == kept


def test_a_full_runner_is_said_and_the_rest_is_shown(runner: Runner) -> None:
    code_section()  # the numbers that the section begins with are measured
    done, started = threading.Event(), threading.Event()

    def occupy() -> None:
        started.set()
        done.wait(60)

    held = threading.Thread(target=runner.run, args=("held", occupy))
    held.start()
    try:
        assert started.wait(20)
        test = code_section(size=40)
        [warning] = test.warning
        assert "wait a moment and try again" in warning.value
        assert rows(test)["enter"][0] == "16 × 40 × 40"
    finally:
        done.set()
        held.join()


def test_the_whole_page_answers_the_learners_numbers(visit: Visit) -> None:
    test = visit("unet")
    test.number_input(key="unet-depth").set_value(3).run()
    test.number_input(key="unet-size").set_value(50).run()
    assert not test.exception
    assert rows(test)["encoder 3"][0] == "64 × 7 × 7"
    assert "50 × 50 pixels" in texts(test)


def editor() -> None:
    """Only the tiny U-Net to run."""
    from app.ui.kit.lesson_text import LessonText
    from app.views.unet.code import tiny_to_run

    tiny_to_run(LessonText("unet"))


def test_the_tiny_u_net_runs_and_shows_its_shapes_and_its_mask() -> None:
    test = AppTest.from_function(editor, default_timeout=120).run()
    assert not test.exception and not test.warning
    assert "both has shape (8, 16, 16)" in "\n".join(each.value for each in test.code)
    assert any("mask() returned" in each.proto.body for each in test.get("html"))
