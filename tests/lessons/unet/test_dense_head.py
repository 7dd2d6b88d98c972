"""The dense head and its convolution are the same numbers, and only one of them takes a larger map."""

import pytest
import torch
from torch import Tensor, nn

from lessons.models import model
from lessons.models.device import as_input
from lessons.models.fcn import FCN
from lessons.models.serving.trace import trace
from lessons.scenes import street_scene
from lessons.unet.dense_head import DenseHead, as_convolution, at_window, classifier_end, everywhere
from tests.lessons.unet.small_networks import lived_in


@pytest.fixture
def fcn() -> FCN:
    network = lived_in(model("fcn").build(8, seed=1))
    assert isinstance(network, FCN)
    return network


@pytest.mark.parametrize("bias", [True, False])
def test_a_dense_layer_is_a_convolution_at_one_place(bias: bool):
    torch.manual_seed(0)
    linear, features = nn.Linear(4 * 3 * 5, 6, bias=bias), torch.randn(2, 4, 3, 5)
    convolution = as_convolution(linear, channels=4, height=3, width=5)
    with torch.no_grad():
        dense = linear(features.flatten(1))
        torch.testing.assert_close(convolution(features)[:, :, 0, 0], dense, rtol=1e-5, atol=1e-5)


def test_a_dense_layer_of_another_size_is_refused():
    with pytest.raises(ValueError, match=r"takes 60 numbers, but a map of 4 × 4 × 4 has 64"):
        as_convolution(nn.Linear(60, 2), 4, 4, 4)


def test_the_whole_head_as_convolutions_answers_at_every_window():
    torch.manual_seed(0)
    head = DenseHead(3, 2, 4, (nn.Linear(24, 7), nn.Linear(7, 5)))
    features = torch.randn(1, 3, 6, 9)
    with torch.no_grad():
        scores = head.as_convolutions()(features)
        assert scores.shape == (1, 5, 5, 6)
        for row in range(5):
            for column in range(6):
                window = features[:, :, row : row + 2, column : column + 4]
                torch.testing.assert_close(scores[:, :, row, column], head(window), rtol=1e-5, atol=1e-5)


def test_the_dense_head_takes_one_size_only():
    head = DenseHead(3, 2, 4, (nn.Linear(24, 7),))
    with pytest.raises(ValueError, match=r"made for a map of 3 × 2 × 4 and was given 3 × 4 × 2"):
        head(torch.zeros(1, 3, 4, 2))


def test_the_fcns_own_head_in_both_forms(fcn: FCN):
    """Away from the edge, where the FCN pads its map with zeros, its own scores are the windows' scores."""
    image = as_input(street_scene(1, 128).image[None])
    whole, activations = everywhere(fcn, image), trace(fcn, image).activations
    assert whole.score_map.shape == (8, 10, 10)
    assert torch.equal(whole.features, activations["stages.3"])
    for row, column in ((0, 0), (4, 2), (9, 9)):
        vector = at_window(fcn, whole.features, row, column)
        torch.testing.assert_close(whole.score_map[:, row, column], vector, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(
        whole.score_map, activations["scores.0"][0, :, 3:-3, 3:-3], rtol=1e-4, atol=1e-4
    )
    assert whole.refusal and "made for a map of 96 × 7 × 7 and was given 96 × 16 × 16" in whole.refusal
    assert whole.score_map.flatten(1).std(dim=1).max() > 1e-3, (
        "a map that is the same everywhere shows nothing"
    )


def test_the_picture_goes_through_the_stages_once_however_many_windows_are_asked(fcn: FCN):
    runs: list[int] = []
    fcn.stages[0].register_forward_hook(lambda *_: runs.append(1))
    whole = everywhere(fcn, as_input(street_scene(1, 64).image[None]))
    for row in range(2):
        at_window(fcn, whole.features, row, 1)
    assert runs == [1]


@pytest.mark.parametrize("size", [56, 49])
def test_a_picture_of_one_window_is_not_refused(fcn: FCN, size: int):
    image: Tensor = as_input(street_scene(1, 64).image[None, :size, :size])
    whole = everywhere(fcn, image)
    assert whole.refusal is None and whole.score_map.shape == (8, 1, 1)
    torch.testing.assert_close(
        whole.score_map[:, 0, 0], at_window(fcn, whole.features, 0, 0), rtol=1e-4, atol=1e-4
    )


@pytest.mark.parametrize(("height", "width"), [(1, 1), (48, 48), (16, 128), (128, 48)])
def test_a_picture_smaller_than_one_window_has_no_scores(fcn: FCN, height: int, width: int):
    whole = everywhere(fcn, torch.zeros(1, 3, height, width))
    assert whole.score_map.shape == (8, 0, 0)
    assert whole.refusal and "made for a map of 96 × 7 × 7" in whole.refusal
    with pytest.raises(ValueError, match="no window of 7 × 7 starts"):
        at_window(fcn, whole.features, 0, 0)


@pytest.mark.parametrize(("row", "column"), [(2, 0), (0, 2), (-1, 0), (0, -1)])
def test_a_window_outside_the_picture_is_refused(fcn: FCN, row: int, column: int):
    whole = everywhere(fcn, torch.zeros(1, 3, 64, 64))
    with pytest.raises(ValueError, match="no window of 7 × 7 starts"):
        at_window(fcn, whole.features, row, column)


def test_the_networks_weights_stay_as_they_were(fcn: FCN):
    before = {key: value.clone() for key, value in fcn.state_dict().items()}
    classifier_end(fcn).as_convolutions()
    assert all(torch.equal(value, before[key]) for key, value in fcn.state_dict().items())
