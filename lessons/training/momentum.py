"""What momentum does, on a loss of two weights instead of millions: a long valley with one lowest point."""

import numpy as np
from numpy.typing import NDArray

STEEP = 25.0
"""How many times as steep the valley is across as along it."""
START = (-10.0, 2.0)

Point = NDArray[np.float64]


def valley(weights: Point) -> float:
    """(w₁² + 25·w₂²) / 2: 0 at (0, 0), steep across and nearly flat along."""
    return float((weights[0] ** 2 + STEEP * weights[1] ** 2) / 2)


def gradient(weights: Point) -> Point:
    """In which direction `valley` rises, and how steeply, float64 (2,)."""
    return np.array([weights[0], STEEP * weights[1]])


def descend(rate: float, momentum: float, steps: int) -> Point:
    """Where the two weights are before each step and after the last, float64 (steps + 1, 2).

    Polyak (1964), "Some methods of speeding up the convergence of iteration methods", as PyTorch's SGD has it.
    """
    weights, velocity = np.array(START), np.zeros(2)
    path = [weights]
    for _ in range(steps):
        velocity = momentum * velocity + gradient(weights)
        weights = weights - rate * velocity
        path.append(weights)
    return np.stack(path)
