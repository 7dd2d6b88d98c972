"""The least of several turns is measured, and turns are taken."""

import torch
from torch import Tensor, nn

from lessons.upsampling.timing import milliseconds


def test_networks_take_turns_and_heavier_ones_take_longer():
    calls: list[str] = []

    class Named(nn.Module):
        def __init__(self, name: str, rounds: int):
            super().__init__()
            self.name, self.rounds = name, rounds

        def forward(self, image: Tensor) -> Tensor:
            calls.append(self.name)
            for _ in range(self.rounds):
                image = image @ image
            return image

    light, heavy = milliseconds([Named("a", 1), Named("b", 60)], torch.rand(150, 150), repeats=4)
    assert 0 < light < heavy
    assert "".join(calls) == "ab" * 5
