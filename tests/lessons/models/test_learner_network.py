"""Networks that learners trained: asked like shipped ones, never mixed up, and not kept without end."""

import dataclasses
from collections.abc import Iterator

import numpy as np
import pytest
import torch

from lessons.models.device import as_input
from lessons.models.serving import networks as networks_module
from lessons.models.serving.learner_network import LearnerNetwork
from lessons.models.serving.networks import Networks
from lessons.models.serving.runner import Runner
from lessons.models.weights import fp16_file
from lessons.scenes import street_scene
from lessons.training.lab.settings import Settings, build

SMALL = Settings(data="scenes64", network="unet", levels=2)
PICTURE = street_scene(0, 64).image


@pytest.fixture
def networks() -> Iterator[Networks]:
    runner = Runner()
    yield Networks(runner, torch.device("cpu"))
    runner.close()


def learner_network(settings: Settings) -> LearnerNetwork:
    return LearnerNetwork(fp16_file(build(settings)), settings, build)


def test_its_answers_are_its_own(networks: Networks):
    one, other = learner_network(SMALL), learner_network(dataclasses.replace(SMALL, seed=1))
    answers = [networks.trace(each, PICTURE).logits for each in (one, other, one)]
    assert torch.equal(answers[0], answers[2]) and not torch.equal(answers[0], answers[1])
    for each, answer in zip((one, other), answers, strict=False):
        with torch.inference_mode():
            torch.testing.assert_close(answer, each.load()(as_input(PICTURE[None])), rtol=1e-4, atol=1e-4)
    assert np.array_equal(
        networks.logits(one, PICTURE).argmax(dim=1).numpy(), answers[0].argmax(dim=1).numpy()
    )


def test_the_same_weights_in_another_network_have_another_name():
    bilinear = dataclasses.replace(SMALL, upsampling="bilinear")
    one = learner_network(bilinear)
    other = LearnerNetwork(one.weights, dataclasses.replace(SMALL, upsampling="nearest"), build)
    assert one.load().state_dict().keys() == other.load().state_dict().keys(), "the file fits both"
    assert one.name != other.name
    assert one.name == LearnerNetwork(bytes(one.weights), bilinear, build).name
    assert one.name != learner_network(dataclasses.replace(bilinear, seed=1)).name


def test_so_many_stay_loaded_and_one_that_was_let_go_comes_back(
    networks: Networks, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(networks_module, "MOST_TRAINED", 2)
    many = [learner_network(dataclasses.replace(SMALL, seed=seed)) for seed in range(3)]
    first = networks.logits(many[0], PICTURE)
    networks.logits(many[1], PICTURE)
    networks.run(many[0], PICTURE, "again", lambda prepared: prepared.logits(PICTURE))
    networks.logits(many[2], PICTURE)
    assert list(networks._trained) == [many[0].name, many[2].name], "asked longest ago goes first"
    networks.run(many[1], PICTURE, "again", lambda prepared: prepared.logits(PICTURE))
    again = networks.run(many[0], PICTURE, "once more", lambda prepared: prepared.trace(PICTURE).logits)
    assert torch.equal(again.argmax(dim=1), first.argmax(dim=1))
    assert len(networks._trained) == 2
