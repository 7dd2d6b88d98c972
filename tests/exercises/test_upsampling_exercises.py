"""What the exercises on upsampling teach is what torch does, for many variants."""

import re
from itertools import combinations

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from exercises._engine.catalogue import catalogue, variant
from exercises._engine.variants import Variant

SEEDS = range(40)
EXERCISES = catalogue()


def drawn_of(name: str) -> list[Variant]:
    return [variant(EXERCISES[name], seed) for seed in SEEDS]


def number(task: Variant, name: str) -> int:
    return int(task.fields[name])


def grid(text: str | int | float) -> Tensor:
    """A map as the prompt prints it: (1, 1, height, width)."""
    rows = [[float(value) for value in row.split()] for row in str(text).splitlines()]
    return torch.tensor(rows, dtype=torch.float64)[None, None]


def values_of(task: Variant, message: str) -> list[float]:
    """The wrong numbers whose message has this in it."""
    return [value for value, text in task.mistakes if message in text]


@pytest.mark.parametrize(
    "name", ["transposed_output_size", "stamp_overlaps", "bilinear_value", "receptive_field_of_a_stack"]
)
def test_each_wrong_way_has_a_number_of_its_own(name: str):
    apart = 2 * EXERCISES[name].tolerance
    variants = drawn_of(name)
    for task in variants:
        assert task.answer is not None
        numbers = [task.answer, *(value for value, _ in task.mistakes)]
        assert len(numbers) >= 4
        assert all(abs(one - other) > apart for one, other in combinations(numbers, 2))
    assert len({repr(task.fields) for task in variants}) >= 30
    assert len({task.answer for task in variants}) >= 5


def test_output_sizes_are_torchs():
    played = set()
    for task in drawn_of("transposed_output_size"):
        size = number(task, "size")
        kernel, stride, padding, output_padding, dilation = (
            number(task, name) for name in ("kernel", "stride", "padding", "output_padding", "dilation")
        )
        layer = nn.ConvTranspose2d(1, 1, kernel, stride, padding, output_padding, dilation=dilation)
        inputs = torch.zeros(1, 1, size, size)
        assert layer(inputs).shape[-2:] == (task.answer, task.answer)
        ordinary = nn.Conv2d(1, 1, kernel, stride, padding, dilation)
        assert values_of(task, "ordinary convolution") == [ordinary(inputs).shape[-1]]
        played |= {(padding > 0, output_padding > 0, dilation > 1)}
    assert len(played) >= 5


def test_transposed_conv_is_torchs():
    exercise = EXERCISES["transposed_conv_1d"]
    for seed in range(8):
        for values, kernel, stride, padding in exercise.drawn_cases(seed):
            inputs, weights = (
                torch.tensor(each, dtype=torch.float64)[None, None] for each in (values, kernel)
            )
            output = functional.conv_transpose1d(inputs, weights, stride=stride, padding=padding)
            assert exercise.solution(values, kernel, stride, padding) == output.flatten().tolist()


def test_transposed_conv_only_takes_what_torch_can_do():
    valid = EXERCISES["transposed_conv_1d"].cases.valid
    assert valid([1], [2], 1, 0)
    assert valid([1, 2], [3, 4], 2, 1)
    assert not valid([1, 2], [3, 4], 2, 2)
    assert not valid([], [1], 1, 0)
    assert not valid([1], [], 1, 0)
    assert not valid([1], [1], 0, 0)
    assert not valid([1], [1], 1, -1)


def test_stamps_are_counted_as_torch_adds_ones():
    for task in drawn_of("stamp_overlaps"):
        size, kernel, stride, padding, row, column = (
            number(task, name) for name in ("size", "kernel", "stride", "padding", "row", "column")
        )
        inputs, weights = torch.ones(1, 1, size, size), torch.ones(1, 1, kernel, kernel)
        counts = functional.conv_transpose2d(inputs, weights, stride=stride, padding=padding)[0, 0]
        assert task.answer == counts[row, column]
        uncut = functional.conv_transpose2d(inputs, weights, stride=stride)[0, 0]
        assert values_of(task, "left out the padding") == [uncut[row, column]] * (padding > 0)


def test_bilinear_values_are_torchs_in_either_convention():
    conventions = set()
    for task in drawn_of("bilinear_value"):
        old, align = grid(task.fields["values"]), task.fields["align_corners"] == "True"
        assert old.shape[2:] == (number(task, "height"), number(task, "width"))
        size = number(task, "new_height"), number(task, "new_width")
        row, column = number(task, "row"), number(task, "column")
        new, other = (
            functional.interpolate(old, size, mode="bilinear", align_corners=each)[0, 0, row, column].item()
            for each in (align, not align)
        )
        assert task.answer == pytest.approx(new, abs=1e-9)
        assert values_of(task, "You placed the cell") == [pytest.approx(other, abs=1e-9)]
        if not align:
            copied = functional.interpolate(old, size, mode="nearest")[0, 0, row, column].item()
            assert values_of(task, "You copied") == [copied]
        conventions.add(align)
    assert conventions == {False, True}


def doubled(title: str, small: Tensor) -> Tensor:
    """What torch makes of the map when told what an option of `which_upsampler` says."""
    if not title.startswith("Transposed"):
        align = {"True": True, "False": False}.get(title.partition("align_corners=")[2])
        mode = "nearest" if align is None else "bilinear"
        return functional.interpolate(small, scale_factor=2, mode=mode, align_corners=align)
    setting = {
        name: int(value) for name, value in re.findall(r"(kernel|stride|(?:output )?padding) (\d)", title)
    }
    side = setting["kernel"]
    weights = [float(value) for value in re.findall(r"[\d.]+", title.partition("weights ")[2])]
    kernel = torch.tensor(weights, dtype=torch.float64).expand(side**2 if len(weights) == 1 else -1)
    return functional.conv_transpose2d(
        small,
        kernel.reshape(1, 1, side, side),
        stride=setting["stride"],
        padding=setting.get("padding", 0),
        output_padding=setting.get("output padding", 0),
    )


def test_only_the_right_upsampler_makes_the_map():
    answers = set()
    for task in drawn_of("which_upsampler"):
        small, large = grid(task.fields["small"]), grid(task.fields["large"])
        alike = []
        for place, (title, why) in enumerate(task.options):
            doubled_map = doubled(title, small)
            assert doubled_map.shape == large.shape
            if (doubled_map - large).abs().max() <= 0.05 + 1e-9:
                alike.append(place)
                continue
            match = re.search(
                r"In row (\d), column (\d) it would give ([\d.]+); the map has ([\d.]+)\.$", why
            )
            assert match
            row, column = int(match[1]), int(match[2])
            assert float(match[3]) == pytest.approx(doubled_map[0, 0, row, column].item(), abs=0.05 + 1e-9)
            assert float(match[4]) == large[0, 0, row, column]
            assert abs(float(match[3]) - float(match[4])) > 1
        assert alike == [task.answer]
        answers.add(task.answer)
    assert answers == set(range(5))


def span(layers: list[nn.Module], length: int = 256) -> int:
    """How many cells of a long row move the middle cell of what a real stack makes of it."""
    row = torch.zeros(1, 1, length, dtype=torch.float64, requires_grad=True)
    output = nn.Sequential(*layers)(row)
    output[0, 0, output.shape[-1] // 2].backward()
    assert row.grad is not None
    moved = row.grad[0, 0].nonzero().flatten()
    return int(moved[-1] - moved[0]) + 1


def summing(kernel: int, stride: int, dilation: int) -> nn.Module:
    layer = nn.Conv1d(1, 1, kernel, stride, dilation=dilation, bias=False, dtype=torch.float64)
    nn.init.ones_(layer.weight)
    return layer


def test_receptive_fields_are_where_gradients_reach():
    for task in drawn_of("receptive_field_of_a_stack"):
        layers: list[nn.Module] = []
        for line in str(task.fields["layers"]).splitlines():
            name, *numbers = (part.strip() for part in line.strip("|").split("|"))
            kernel, stride, dilation = map(int, numbers)
            if name == "max pooling":
                assert dilation == 1
                # A maximum moves with one cell only; the mean of the same window with all of them.
                layers.append(nn.AvgPool1d(kernel, stride))
            else:
                layers.append(summing(kernel, stride, dilation))
        assert task.answer == span(layers)
        undilated = [
            summing(layer.kernel_size[0], layer.stride[0], 1) if isinstance(layer, nn.Conv1d) else layer
            for layer in layers
        ]
        assert values_of(task, "the dilation out") == [span(undilated)]


def pixels_read(rates: tuple[int, ...]) -> np.ndarray:
    """Which pixels of their field 3 × 3 convolutions with these dilations read: bool (side, side)."""
    side = 1 + 2 * sum(rates)
    picture = torch.zeros(1, 1, side, side, requires_grad=True)
    output: Tensor = picture
    for rate in rates:
        output = functional.conv2d(output, torch.ones(1, 1, 3, 3), dilation=rate)
    assert output.shape == (1, 1, 1, 1)
    output.sum().backward()
    assert picture.grad is not None
    return picture.grad[0, 0].numpy() > 0


def test_only_the_right_dilations_read_all_of_their_field():
    layers, questions = set(), {True: set(), False: set()}
    for task in drawn_of("rates_without_gaps"):
        reasons, asked_full = [], "every pixel" in str(task.fields["question"])
        for place, (title, why) in enumerate(task.options):
            rates = tuple(map(int, re.findall(r"\d+", title)))
            pixels = pixels_read(rates)
            assert (pixels.all() == asked_full) == (place == task.answer)
            assert f"{len(pixels)} × {len(pixels)} pixels" in why
            layers.add(len(rates))
            if pixels.all():
                continue
            share = re.search(r"(\d+) % of", why)
            assert share
            assert int(share[1]) == pytest.approx(100 * (1 - pixels.mean()), abs=0.5 + 1e-9)
            middle = len(pixels) // 2
            if far := re.search(r"ends (\d+) pixel", why):
                assert not pixels[middle, middle + int(far[1])]
                assert pixels[middle, middle : middle + int(far[1])].all()
            if row := re.search(r"fill (\d+) pixels in a row, and a dilation of (\d+)", why):
                before = rates[: rates.index(int(row[2]))]
                assert pixels_read(before).all()
                assert len(pixels_read(before)) == int(row[1]) < int(row[2])
            if shared := re.search(r"^(\d) divides every", why):
                assert all(rate % int(shared[1]) == 0 for rate in rates)
            reasons.append((bool(shared), bool(far), bool(row)))
        questions[asked_full] |= set(reasons)
        assert len(reasons) == (3 if asked_full else 1)
        assert len(set(reasons)) == len(reasons)
    assert layers == {2, 3}
    # Of each sort: a shared factor, none and still gaps, and a 1 followed by too large a step.
    every_reason = {(False, False, True), (False, True, False), (True, False, False)}
    assert questions == {True: every_reason, False: every_reason}
