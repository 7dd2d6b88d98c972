"""Lines are found by reading the code: move the code and they move along."""

import inspect

import pytest
import torch
from torch import nn

from lessons.models.tiny_unet import TinyUNet
from lessons.models.unet import UNet
from lessons.unet.blocks import CONCAT, block_lines, source_of
from lessons.unet.shapes import WIDTHS, shapes, tiny_shapes


class Moved(nn.Module):
    """A network written another way: a spread-out call, a block used twice, one that is not used, a list."""

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
        self.many = nn.ModuleList(nn.Conv2d(4, 4, kernel_size=1) for _ in range(4))

    def forward(self, image: torch.Tensor, choice: int = 0) -> torch.Tensor:
        """Run it."""
        features = self.second(self.first(image))
        for each in self.many[::2]:
            features = each(features)
        features = self.many[choice](features)
        features = self.many[-1](features)
        each = len(self.many)
        return self.second(features)[..., : self.count]


def line_of(network: nn.Module, text: str) -> int:
    """The number of the one line with this text."""
    [number] = [at for at, line in enumerate(source_of(network).splitlines(), 1) if text in line]
    return number


def test_the_lines_hold_what_they_are_linked_to():
    network = TinyUNet()
    lines = source_of(network).splitlines()
    for name, block in block_lines(network).items():
        if name == CONCAT:
            assert block.made == () and all("torch.cat" in lines[line - 1] for line in block.used)
            continue
        assert len(block.made) == 1 and f"self.{name} = nn." in lines[block.made[0] - 1]
        assert block.used and all(f"self.{name}(" in lines[line - 1] for line in block.used)
        assert {number for number, line in enumerate(lines, 1) if f"self.{name}(" in line} == set(block.used)


def test_every_block_of_the_network_and_of_the_table_is_there():
    network = TinyUNet()
    children = {name for name, _ in network.named_children()}
    assert set(block_lines(network)) == children | {CONCAT}
    assert set(block_lines(network)) == {row.name for row in tiny_shapes(3, 64)}


def test_a_line_can_hold_two_blocks():
    blocks = block_lines(TinyUNet())
    assert blocks["pool"].used == blocks["deepen"].used


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_a_network_of_loops_has_the_blocks_of_its_table(depth: int):
    """The one pooling and the one concatenation of the code run several times; the table counts the times."""
    blocks = block_lines(UNet(3, widths=WIDTHS[: depth + 1]))
    rows = {row.name for row in shapes(3, 64, depth)}
    once = {row for row in rows if row.startswith(("pool", CONCAT))}
    assert set(blocks) == rows - once | {"pool", CONCAT}


def test_the_lines_of_loops():
    network = UNet(3)
    blocks = block_lines(network)
    lists = ("encoder", "up", "decoder")
    made = {name: line_of(network, f"self.{name} = nn.ModuleList") for name in lists}
    down = (line_of(network, "for block in self.encoder[:-1]"), line_of(network, "bridges.append") - 1)
    up = line_of(network, "for up, block in zip(self.up, self.decoder")
    for place in range(4):
        assert blocks[f"encoder {place}"].used == down
        assert blocks[f"up {place}"].used == (up, line_of(network, "up(features)"))
        assert blocks[f"decoder {place}"].used == (up, line_of(network, "return") - 1)
    assert blocks["encoder 4"].used == (line_of(network, "self.encoder[-1](features)"),)
    assert all(blocks[f"{name} 0"].made == (line,) for name, line in made.items())
    assert blocks[CONCAT].used == (line_of(network, "torch.cat"),)


@pytest.mark.parametrize("network", [TinyUNet(), UNet(3)], ids=["TinyUNet", "UNet"])
def test_a_real_forward_enters_each_block_from_the_lines_that_use_it(network: nn.Module):
    blocks = block_lines(network)
    start = inspect.getsourcelines(type(network))[1]
    entered: dict[str, set[int]] = {name: set() for name in blocks if name != CONCAT}

    def watch(name: str) -> None:
        def note(*_: object) -> None:
            code = type(network).forward.__code__
            [caller] = [each.frame for each in inspect.stack() if each.frame.f_code is code]
            entered[name].add(caller.f_lineno - start + 1)

        network.get_submodule(name.replace(" ", ".")).register_forward_pre_hook(note)

    for name in entered:
        watch(name)
    network.eval()(torch.zeros(1, 3, 32, 32))
    for name, lines in entered.items():
        assert lines and lines <= set(blocks[name].used), name


def test_code_written_another_way():
    network = Moved()
    blocks = block_lines(network)
    start = line_of(network, "self.first = ")
    assert blocks["first"].made == tuple(range(start, start + 5))
    assert len(blocks["second"].used) == 2 and blocks["unused"].used == ()
    assert "count" not in blocks and CONCAT not in blocks
    loop, any_of, last = (line_of(network, text) for text in ("[::2]", "[choice]", "[-1]"))
    assert blocks["many 0"].used == blocks["many 2"].used == (loop, loop + 1, any_of)
    assert blocks["many 1"].used == (any_of,) and blocks["many 3"].used == (any_of, last)
