"""The tiny U-Net in NumPy: one pooling, one skip, weights that nobody has trained."""

import numpy as np

ENTER, DEEP, CLASSES = 4, 8, 3  # channels: change them
SIDE = 16  # of the picture

chance = np.random.default_rng(0)


def convolve(maps, outputs, kernel=3):
    """A padded convolution with new random weights: (inputs, h, w) → (outputs, h, w)."""
    inputs, height, width = maps.shape
    rim = kernel // 2
    padded = np.pad(maps, ((0, 0), (rim, rim), (rim, rim)))
    weights = chance.normal(size=(outputs, inputs, kernel, kernel)) / kernel
    result = np.zeros((outputs, height, width))
    for y in range(kernel):
        for x in range(kernel):
            window = padded[:, y : y + height, x : x + width]
            result += np.tensordot(weights[:, :, y, x], window, axes=1)
    return result


def pool(maps):
    """The largest number of every 2 × 2 cells."""
    channels, height, width = maps.shape
    return maps.reshape(channels, height // 2, 2, width // 2, 2).max(axis=(2, 4))


def double(maps, outputs):
    """A transposed convolution, kernel 2, stride 2: each cell stamps 2 × 2 cells."""
    inputs, height, width = maps.shape
    weights = chance.normal(size=(inputs, outputs, 2, 2)) / np.sqrt(inputs)
    stamps = np.einsum("ihw,ioyx->ohywx", maps, weights)
    return stamps.reshape(outputs, 2 * height, 2 * width)


def relu(maps):
    """0 in place of every negative number."""
    return np.maximum(maps, 0)


def mask():
    """A picture through the U-Net; every shape is printed on the way."""
    image = np.zeros((3, SIDE, SIDE))
    image[2, : SIDE // 2] = 1  # a blue sky
    image[:, :, SIDE // 2] = 0.2  # and a dark pole, one pixel wide

    skip = relu(convolve(image, ENTER))
    deep = relu(convolve(pool(skip), DEEP))
    up = double(deep, ENTER)
    both = np.concatenate([skip, up])
    logits = convolve(relu(convolve(both, ENTER)), CLASSES, kernel=1)

    steps = {"image": image, "skip": skip, "deep": deep, "up": up, "both": both, "logits": logits}
    for name, maps in steps.items():
        print(name, "has shape", maps.shape)
    return logits.argmax(axis=0).tolist()
