"""The path down the valley is the one that PyTorch's SGD takes."""

import numpy as np
import pytest
import torch

from lessons.training.momentum import START, descend, gradient, valley


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.98])
def test_the_path_is_that_of_torch(momentum: float) -> None:
    weights = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([weights], lr=0.03, momentum=momentum)
    path = [weights.detach().clone().numpy()]
    for _ in range(40):
        optimiser.zero_grad()
        ((weights[0] ** 2 + 25 * weights[1] ** 2) / 2).backward()
        optimiser.step()
        path.append(weights.detach().clone().numpy())
    np.testing.assert_allclose(descend(0.03, momentum, 40), np.stack(path), rtol=1e-9, atol=1e-12)


def test_the_gradient_is_the_slope_of_the_valley() -> None:
    at, little = np.array([1.5, -0.7]), 1e-6
    slopes = [(valley(at + little * axis) - valley(at - little * axis)) / (2 * little) for axis in np.eye(2)]
    np.testing.assert_allclose(gradient(at), slopes, rtol=1e-6)


def test_what_the_page_says_of_momentum_is_so() -> None:
    ends = {m: valley(descend(0.03, m, 40)[-1]) for m in (0.0, 0.9, 0.98)}
    assert ends[0.9] < ends[0.0] / 3 < ends[0.98], "0.9 helps, 0.98 overshoots"
    assert valley(descend(0.09, 0.0, 40)[-1]) > 1000 > valley(descend(0.09, 0.9, 40)[-1])
    across = descend(0.07, 0.0, 5)[:, 1]
    assert (np.sign(across[1:]) != np.sign(across[:-1])).all(), "across the valley it goes to and fro"
