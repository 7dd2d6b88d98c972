"""Eight bugs that real projects have, each beside its cure: `..._broken` is what somebody wrote.

None of them stops the program. A loss falls, a mask comes out, a score is printed; only the numbers
are worse than they should be, and nobody knows how good they could have been.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from lessons.training.labelled_pixels import IGNORE_INDEX


def resize_labels_broken(labels: Tensor, height: int, width: int) -> Tensor:
    """Labels int64 (batch, old height, old width) blended to (batch, height, width), as pictures are.

    Halfway between class 0 and class 2 lies class 1: along the edges stand classes that nobody labelled.
    """
    blended = functional.interpolate(labels[:, None].float(), (height, width), mode="bilinear")
    return blended[:, 0].round().long()


def resize_labels(labels: Tensor, height: int, width: int) -> Tensor:
    """The same with each new label copied from one old label: ids are names, and cannot be averaged."""
    copied = functional.interpolate(labels[:, None].float(), (height, width), mode="nearest")
    return copied[:, 0].long()


def binary_target_broken(stored: NDArray[np.uint8]) -> Tensor:
    """A mask file's numbers, 0 and 255, as they are: float32 of the same shape.

    Binary cross-entropy with logits z is log(1 + exp(z)) - target · z. With a target of 255 it has no
    least value: the larger all logits, the lower the loss, and everything becomes the object.
    """
    return torch.from_numpy(stored.astype(np.float32))


def binary_target(stored: NDArray[np.uint8]) -> Tensor:
    """The same with 1 where the file is rather white than black, and 0 elsewhere."""
    return torch.from_numpy((stored > 127).astype(np.float32))


def ignoring_loss_broken(logits: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy of logits (batch, classes, height, width) with labels int64 (batch, height, width), 255 clipped.

    Somebody made the error "Target 255 is out of bounds" go away. Now the pixels that nobody could
    label count as the last class, and the network learns to draw it along every outline.
    """
    return functional.cross_entropy(logits, labels.clamp(max=logits.shape[1] - 1))


def ignoring_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """The same with the pixels labelled 255 left out of the mean; NaN if there are no others."""
    return functional.cross_entropy(logits, labels, ignore_index=IGNORE_INDEX)


def loss_broken(logits: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy with a softmax before it, although `cross_entropy` begins with one of its own.

    The second softmax sees numbers from 0 to 1 only. With C classes the loss cannot fall below
    log(e + C - 1) - 1, 1.274 for 8 classes, and its gradients are small: the network learns slowly.
    """
    return functional.cross_entropy(logits.softmax(dim=1), labels)


def loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy of the logits as they come out of the network; it can fall to 0."""
    return functional.cross_entropy(logits, labels)


def masks_broken(logits: Tensor) -> Tensor:
    """Argmax of logits (batch, classes, height, width) over dimension 0, where one picture's classes were.

    It tells which picture of the batch scores highest. The result is (classes, height, width): a batch
    of as many pictures as classes has the right shape and ids in the right range.
    """
    return logits.argmax(dim=0)


def masks(logits: Tensor) -> Tensor:
    """Argmax over the classes, dimension 1 of a batch: int64 (batch, height, width)."""
    return logits.argmax(dim=1)


def normalised_broken(image: Tensor, mean: Tensor, std: Tensor) -> Tensor:
    """An image (batch, 3, height, width) in [0, 1] with `mean` and `std` (3,) in each other's place.

    Nothing complains, because both hold three numbers below 1.
    """
    return (image - std[:, None, None]) / mean[:, None, None]


def normalised(image: Tensor, mean: Tensor, std: Tensor) -> Tensor:
    """The image less the mean, over the standard deviation: about 0 on average, most of it in -2 to 2."""
    return (image - mean[:, None, None]) / std[:, None, None]


def read_by_opencv_broken(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What OpenCV reads, (height, width, 3), taken for RGB. It is blue, green, red: the sky turns orange."""
    return pixels


def read_by_opencv(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same as red, green, blue, the order in which the network learned its colours."""
    return np.ascontiguousarray(pixels[..., ::-1])


def mean_iou_broken(confusion: NDArray[np.int64]) -> float:
    """The mean IoU of a confusion matrix (classes, classes), with 0 for a class that no pixel has.

    A perfect prediction of a picture without cars and people then scores 0.75 with 8 classes.
    """
    shared, either = _overlaps(confusion)
    return float((shared / np.maximum(either, 1)).mean())


def mean_iou(confusion: NDArray[np.int64]) -> float:
    """The mean over the classes in the truth or the prediction; NaN if there are none."""
    shared, either = _overlaps(confusion)
    present = either > 0
    return float((shared[present] / either[present]).mean()) if present.any() else float("nan")


def predicted_broken(network: nn.Module, image: Tensor) -> Tensor:
    """Logits of a network left in training mode, for an image (batch, 3, height, width).

    Batch normalisation then uses the mean and variance of this batch, so the mask of a picture
    depends on the pictures beside it; and each call moves the running statistics.
    """
    network.train()
    with torch.no_grad():
        return network(image)


def predicted(network: nn.Module, image: Tensor) -> Tensor:
    """The same in evaluation mode: the running statistics of the training decide. It stays in that mode."""
    network.eval()
    with torch.no_grad():
        return network(image)


def _overlaps(confusion: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The intersection and the union of each class, (classes,) both."""
    shared = np.diagonal(confusion)
    return shared, confusion.sum(axis=0) + confusion.sum(axis=1) - shared
