"""Pages that run networks leave nothing: reruns, each with a picture of its own, hold no more than the first ones."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
import torch

from app import wiring
from lessons.models.serving.networks import Networks
from lessons.models.serving.runner import Runner
from tests.views.visits import Visit

CHOICES = {
    "unet": "unet-picture",
    "prompting": "prompting-picture",
    "flavours": "flavours-picture",
    "practice": "practice-picture",
    "training": "training-pull-street",
    "upsampling": None,
    "dilation": "dilation-inside-street",
}
"""The pages that run a network, and the key under which each asks for a picture."""


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The networks behind a runner that keeps next to nothing, so that each rerun computes, and drops, all anew."""
    runner = Runner(cache_bytes=2**20)
    monkeypatch.setattr(wiring.networks, "built", Networks(runner, torch.device("cpu")))
    yield
    runner.close()


def megabytes_of_tensors() -> float:
    """How much memory all tensors of this process have, once what nobody refers to is collected."""
    gc.collect()
    memories = {}
    for each in gc.get_objects():
        if issubclass(type(each), torch.Tensor):  # "isinstance" would ask the object, and some warn
            memories[each.untyped_storage().data_ptr()] = each.untyped_storage().nbytes()
    return sum(memories.values()) / 2**20


@pytest.mark.parametrize("reruns", [3, pytest.param(20, marks=pytest.mark.long)])
@pytest.mark.parametrize("page", CHOICES)
def test_reruns_leave_memory_as_it_was(page: str, reruns: int, visit: Visit, forgetful: None) -> None:
    test = visit(page)

    def rerun(number: int) -> Any:
        choice = next((each for each in test.selectbox if each.key == CHOICES[page]), None)
        if choice is not None:
            choice.set_value(choice.options[number % 8] if page != "training" else number % 8 + 1)
        test.run()
        assert not test.exception, test.exception

    for number in range(2):
        rerun(number)
    before = megabytes_of_tensors()
    for number in range(2, 2 + reruns):
        rerun(number)
    assert megabytes_of_tensors() < before + 1
