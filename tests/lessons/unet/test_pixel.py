"""A pixel's answer is its logits, softmax and argmax, as torch has them."""

import pytest
import torch
from torch import Tensor

from lessons.models.unet import UNet
from lessons.unet.pixel import ask

NAMES = ("sky", "road", "car", "person")


def test_it_agrees_with_torch_at_every_pixel(unet: UNet, picture: Tensor):
    with torch.no_grad():
        logits = unet(picture)
    winners, probs = logits.argmax(dim=1)[0], logits.softmax(dim=1)[0]
    for row in range(0, 64, 7):
        for column in range(0, 64, 7):
            answer = ask(logits, row, column, NAMES)
            assert answer.winner == winners[row, column]
            assert answer.logits == tuple(logits[0, :, row, column].tolist())
            assert answer.probs == pytest.approx(probs[:, row, column].tolist(), abs=1e-6)
            assert sum(answer.probs) == pytest.approx(1)
            best, second = logits[0, :, row, column].topk(2).values.tolist()
            assert answer.margin == pytest.approx(best - second)
            assert answer.logits[answer.runner_up] == second and answer.runner_up != answer.winner


def test_on_a_tie_the_first_class_wins():
    answer = ask(torch.tensor([1.0, 2.0, 2.0, 2.0]).reshape(4, 1, 1), 0, 0, NAMES)
    assert (answer.winner, answer.runner_up, answer.margin) == (1, 2, 0.0)
    assert answer.class_names == NAMES


def test_large_logits_do_not_overflow():
    answer = ask(torch.tensor([3000.0, -3000.0]).reshape(2, 1, 1), 0, 0, NAMES[:2])
    assert answer.probs == (1.0, 0.0) and answer.margin == 6000


@pytest.mark.parametrize(("row", "column"), [(-1, 0), (0, -1), (5, 0), (0, 6)])
def test_a_pixel_outside_is_refused(row: int, column: int):
    with pytest.raises(ValueError, match="rows 0 to 4 and columns 0 to 5"):
        ask(torch.zeros(1, 4, 5, 6), row, column, NAMES)


@pytest.mark.parametrize(("classes", "names"), [(4, NAMES[:3]), (1, NAMES[:1])])
def test_names_must_fit(classes: int, names: tuple[str, ...]):
    with pytest.raises(ValueError, match="give a name to each of two or more"):
        ask(torch.zeros(1, classes, 5, 6), 0, 0, names)
