"""What the exercises on encoder and decoder teach is what torch and the lesson's own U-Net do."""

import re

import pytest
import torch
from torch import nn
from torch.nn import functional

from exercises._engine.catalogue import catalogue, variant
from exercises._engine.variants import Variant
from lessons.models.serving.trace import trace
from lessons.models.unet import ConvBlock, UNet

SEEDS = range(40)
EXERCISES = catalogue()
POOLINGS = {"two": 2, "three": 3, "four": 4}


def test_conv_parameters_are_those_of_torch():
    exercise = EXERCISES["conv_parameters"]
    for seed in range(8):
        for inputs, outputs, kernel, bias in exercise.drawn_cases(seed):
            layer = nn.Conv2d(inputs, outputs, kernel, bias=bias, device="meta")
            wanted = sum(parameter.numel() for parameter in layer.parameters())
            assert exercise.solution(inputs, outputs, kernel, bias) == wanted


def test_padded_sides_are_the_least_that_pooling_and_doubling_keep():
    exercise = EXERCISES["crop_or_pad"]

    def comes_back(height: int, width: int, poolings: int) -> tuple[bool, bool]:
        deep = torch.empty(1, 1, height, width, device="meta")
        pool = nn.MaxPool2d(2)
        for _ in range(poolings):
            # A side of 1 has no half; two cells in its place keep it from counting as kept.
            grown = [max(side, 2) for side in deep.shape[-2:]]
            deep = pool(deep.new_empty(1, 1, *grown))
        back = [side * 2**poolings for side in deep.shape[-2:]]
        return back[0] == height, back[1] == width

    for seed in range(8):
        for height, width, poolings in exercise.drawn_cases(seed):
            high, wide = exercise.solution(height, width, poolings)
            assert comes_back(high, wide, poolings) == (True, True)
            assert high >= height
            assert wide >= width
            assert not any(comes_back(side, wide, poolings)[0] for side in range(height, high))
            assert not any(comes_back(high, side, poolings)[1] for side in range(width, wide))


def test_decoder_input_is_torchs_upsampling_and_concatenation():
    exercise = EXERCISES["unet_by_hand"]
    for seed in range(8):
        for skip, up in exercise.drawn_cases(seed):
            doubled = functional.interpolate(torch.tensor([up]).float(), scale_factor=2, mode="nearest")
            wanted = torch.cat([torch.tensor([skip]).float(), doubled], dim=1)[0]
            assert exercise.solution(skip, up) == wanted.int().tolist()


def measured(task: Variant) -> int:
    """The answer to a question of `unet_shapes`, read off a real forward pass without numbers."""
    question, widths = str(task.fields["question"]), str(task.fields["widths"])
    classes = re.search(r"(\d+) classes", question)
    picture = torch.empty(1, 3, int(task.fields["height"]), int(task.fields["width"]), device="meta")
    with torch.device("meta"):
        network = UNet(int(classes[1]) if classes else 2, widths=tuple(map(int, widths.split(", ")))).eval()
    traced = trace(network, picture)
    if classes:
        return traced.logits.numel()
    deepest = len(network.encoder) - 1
    level = int(level_match[1]) if (level_match := re.search(r"level (\d)", question)) else deepest
    if "decoder block" in question:
        block = network.decoder[deepest - 1 - level]
        assert isinstance(block, ConvBlock)
        return block.first.in_channels
    if "how many numbers" in question.lower():
        return traced.activations[f"encoder.{level}"].numel()
    match = re.search(r"the (height|width) .* after (\w+) poolings", question)
    assert match
    nth = POOLINGS[match[2]] - 1
    pooled = traced.activations[f"pool[{nth}]" if nth else "pool"]
    return pooled.shape[-2 if match[1] == "height" else -1]


def test_shapes_are_those_of_the_lessons_unet():
    kinds = set()
    for seed in SEEDS:
        task = variant(EXERCISES["unet_shapes"], seed)
        assert task.answer == measured(task)
        values = [task.answer, *(value for value, _ in task.mistakes)]
        assert len(values) >= 5
        assert len(set(values)) == len(values)
        kinds.add(str(task.fields["question"]).split()[3])
    assert len(kinds) == 4


@pytest.mark.parametrize("seed", SEEDS)
def test_joined_channels_are_where_torch_puts_them(seed: int):
    task = variant(EXERCISES["concat_channels"], seed)
    base, asked = int(task.fields["base"]), "skip" if task.fields["asked"] == "skip" else "up"
    # Each cell says how much of the skip, and of the upsampled map, is in it.
    maps = {
        name: torch.tensor([float(name == "skip"), float(name == "up")]).expand(int(task.fields[name]), 2)
        for name in ("skip", "up")
    }
    space = {"torch": torch, **{name: each[None, :, :, None] for name, each in maps.items()}}
    joined = eval(str(task.fields["join"]), space)[0, :, :, 0]
    only = (joined[:, ["skip", "up"].index(asked)] == 1) & (joined.sum(dim=1) == 1)
    places = (only.nonzero().flatten() + base).tolist()
    if not places:
        wanted = "None: each is a sum of both maps"
    elif places[1] == places[0] + 1:
        wanted = f"Channels {places[0]} to {places[-1]}"
        assert places == list(range(places[0], places[-1] + 1))
    else:
        wanted = f"Every second channel: {', '.join(map(str, places[:3]))} and so on"
        assert places == list(range(places[0], places[-1] + 1, 2))
    assert task.answer is not None
    assert task.options[int(task.answer)][0] == wanted
    assert len(joined) == task.fields["total"]
    assert len({text for text, _ in task.options}) == len(task.options) == 5
