"""Lines are found by reading the code: move the code and they move along."""

import torch
from torch import nn

from lessons.models.tiny_unet import TinyUNet
from lessons.unet.blocks import CONCAT, block_lines, blocks_by_line, source_of
from lessons.unet.shapes import tiny_shapes


class Moved(nn.Module):
    """A network written another way: a spread-out call, a block used twice, one that is not used."""

    def __init__(self):
        super().__init__()
        self.count = 3
        self.first = nn.Conv2d(
            3,
            4,
            kernel_size=1,
        )
        self.unused = nn.ReLU()
        self.second = nn.Conv2d(4, 4, kernel_size=1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        """Run it."""
        features = self.second(self.first(image))
        return self.second(features)[..., : self.count]


def test_the_lines_hold_what_they_are_linked_to():
    lines = source_of(TinyUNet).splitlines()
    found = block_lines(TinyUNet)
    for name, block in found.items():
        if name == CONCAT:
            assert all("torch.cat" in lines[line - 1] for line in block.used)
            continue
        assert len(block.made) == 1 and f"self.{name} = nn." in lines[block.made[0] - 1]
        assert block.used and all(f"self.{name}(" in lines[line - 1] for line in block.used)
        assert {number for number, line in enumerate(lines, 1) if f"self.{name}(" in line} == set(block.used)


def test_every_block_of_the_network_and_of_the_table_is_there():
    children = {name for name, _ in TinyUNet().named_children()}
    assert set(block_lines(TinyUNet)) == children | {CONCAT}
    assert set(block_lines(TinyUNet)) == {row.name for row in tiny_shapes(3, 64)}


def test_a_line_can_hold_two_blocks():
    by_line = blocks_by_line(TinyUNet)
    assert ("pool", "deepen") in by_line.values()
    assert all("self." in source_of(TinyUNet).splitlines()[line - 1] for line in by_line)


def test_code_written_another_way():
    found = block_lines(Moved)
    lines = source_of(Moved).splitlines()
    start = next(number for number, line in enumerate(lines, 1) if "self.first = " in line)
    assert found["first"].made == tuple(range(start, start + 5))
    assert len(found["second"].used) == 2 and found["unused"].used == ()
    assert "count" not in found and CONCAT not in found
