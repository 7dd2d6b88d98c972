"""What one picture costs: the bare forward, the trace that keeps every map, the form chosen here; file sizes."""

import os
from pathlib import Path

import torch

from lessons.models.device import as_input, pick_device
from lessons.models.networks import prepared
from lessons.models.trace import cost_of_tracing
from lessons.models.weights import WEIGHTS, available, load
from lessons.scenes import street_scene
from tests.bench.rows import Row


def rows() -> list[Row]:
    """One thread on the CPU, 128 px; the cost of tracing is a ratio of minima taken in turns."""
    torch.set_num_threads(1)
    told: list[Row] = []
    if "unet" in available():
        image = as_input(street_scene(0, 128).image[None])
        bare, traced = cost_of_tracing(load("unet"), image, repeats=40)
        told += [
            Row("U-Net, bare forward at 128 px, plain float32", bare * 1000, "ms"),
            Row("U-Net, traced / bare forward", traced / bare, "×", "same run", bar=1.3),
        ]
    device = pick_device(os.environ.get("PIXELWISE_DEVICE"))
    for name in available():
        chosen = prepared(name, device)
        told += [
            Row(
                f"{name}, forward in the form chosen here", chosen.form.milliseconds, "ms", _form(chosen.form)
            ),
            Row(f"{name}, file", _megabytes(WEIGHTS / f"{name}.safetensors"), "MB", bar=2.0),
        ]
    return told


def _form(form: object) -> str:
    parts = [name for name in ("channels_last", "bf16") if getattr(form, name)]
    return " + ".join(parts) or "plain float32"


def _megabytes(file: Path) -> float:
    return file.stat().st_size / 1e6
