"""The engine: a step goes against the gradient, one average, and from its state it goes on to the same weights."""

import copy

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from lessons.training.engine import Engine
from lessons.training.optimisers import averaged, optimiser_of, rise_and_fall, warm_up


def network(seed: int = 0) -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Conv2d(4, 2, 1))


def batch(step: int) -> tuple[Tensor, Tensor]:
    chance = torch.Generator().manual_seed(step)
    return torch.rand(2, 3, 8, 8, generator=chance), torch.randint(0, 2, (2, 6, 6), generator=chance)


def advance(engine: Engine, rate: float = 0.01) -> float:
    image, truth = batch(engine.steps)
    return engine.step(functional.cross_entropy(engine.forward(image).float(), truth), rate)


def test_a_step_of_plain_descent_is_the_rate_times_the_gradient():
    net = network()
    image, truth = batch(0)
    loss = functional.cross_entropy(net(image), truth)
    gradients = torch.autograd.grad(loss, list(net.parameters()))
    before = [each.detach().clone() for each in net.parameters()]
    engine = Engine(net, torch.optim.SGD(net.parameters(), lr=99.0))
    assert engine.step(functional.cross_entropy(engine.forward(image), truth), 0.1) == pytest.approx(
        loss.item()
    )
    for weight, old, gradient in zip(net.parameters(), before, gradients, strict=True):
        torch.testing.assert_close(weight.detach(), old - 0.1 * gradient)
    assert engine.steps == 1 and engine.result is net


@pytest.mark.parametrize("grows", [False, True])
def test_the_average_is_that_of_the_weights_and_statistics(grows: bool):
    net, memory = network(), 0.75
    engine = Engine(net, optimiser_of(net, "adamw", 0.01), averaged(net, memory, grows))
    assert engine.average is not None and engine.result is engine.average.module
    mean: dict[str, Tensor] = {}
    for step in range(7):
        advance(engine)
        share = max(1 - memory, 1 / (step + 1)) if grows or not step else 1 - memory
        for name, value in net.state_dict().items():
            mean[name] = (
                value.double()
                if not mean.get(name, torch.zeros(0)).numel()
                else ((1 - share) * mean[name] + share * value.double())
            )
        for name, value in engine.result.state_dict().items():
            wanted = torch.tensor(step + 1.0) if name.endswith("tracked") else mean[name]
            torch.testing.assert_close(value.double(), wanted.double(), rtol=1e-5, atol=1e-6)
    assert not engine.result.training and not any(each.requires_grad for each in engine.result.parameters())


@pytest.mark.parametrize("name", ["sgd", "adam", "adamw"])
def test_it_goes_on_from_its_state_to_the_same_weights(name: str):
    engines = []
    for seed in (0, 1):
        net = network(seed)
        engines.append(Engine(net, optimiser_of(net, name, 0.01), averaged(net)))
    straight, resumed = engines
    for _ in range(3):
        advance(straight)
    resumed.load_state_dict(copy.deepcopy(straight.state_dict()))  # as a file holds it
    assert resumed.steps == 3
    for _ in range(3):
        assert advance(straight) == advance(resumed)
    for part in ("network", "average"):
        pairs = zip(
            getattr(straight, part).state_dict().values(),
            getattr(resumed, part).state_dict().values(),
            strict=True,
        )
        assert all(torch.equal(one, other) for one, other in pairs)


def test_bf16_goes_forward_in_bf16_and_keeps_the_weights():
    net = network()
    engine = Engine(net, optimiser_of(net, "adamw", 0.01), bf16=True)
    assert engine.forward(batch(0)[0]).dtype == torch.bfloat16
    advance(engine)
    assert all(each.dtype == torch.float32 for each in net.parameters())


def test_the_rate_rises_and_falls_by_its_share():
    assert [warm_up(step, 4) for step in range(6)] == [0.25, 0.5, 0.75, 1, 1, 1]
    shares = [rise_and_fall(step, 40) for step in range(40)]
    assert shares[:2] == [0.5, 1] and shares[1:] == sorted(shares[1:], reverse=True) and 0 < shares[-1] < 0.01
