"""What one picture costs: the bare forward, the trace that keeps every map, the atlas of one layer, a skip
edited and scored again; the form chosen here; file sizes."""

import os
from pathlib import Path

import torch

from app.components.feature_atlas import scaled
from app.components.packing import pack
from lessons.metrics.score import score_masks
from lessons.models.device import as_input, pick_device
from lessons.models.serving.networks import load_network
from lessons.models.serving.trace import trace
from lessons.models.unet import UNet
from lessons.models.weights import WEIGHTS, available, load
from lessons.scenes import CLASS_NAMES, street_scene
from lessons.unet import errors, surgery
from tests.bench.rows import Row, least_seconds
from tests.bench.tracing import cost_of_tracing


def rows() -> list[Row]:
    """One thread on the CPU, 128 px; the cost of tracing is a ratio of minima taken in turns."""
    torch.set_num_threads(1)
    rows: list[Row] = []
    if "unet" in available():
        image = as_input(street_scene(0, 128).image[None])
        bare, traced = cost_of_tracing(load("unet"), image, repeats=40)
        rows += [
            Row("U-Net, bare forward at 128 px, plain float32", bare * 1000, "ms"),
            Row("U-Net, traced / bare forward", traced / bare, "×", "same run", bar=1.3),
            *_on_the_page(load("unet"), image, bare),
        ]
    device = pick_device(os.environ.get("PIXELWISE_DEVICE"))
    for name in available():
        chosen = load_network(name, device)
        rows += [
            Row(
                f"{name}, forward in the form chosen here", chosen.form.milliseconds, "ms", _form(chosen.form)
            ),
            Row(
                f"{name}, file",
                _megabytes(WEIGHTS / f"{name}.safetensors"),
                "MB",
                bar=3.0 if name == "smp_unet" else 2.0,
            ),
        ]
    return rows


def _on_the_page(network: torch.nn.Module, image: torch.Tensor, bare: float) -> list[Row]:
    """What the U-Net page does with the maps of one forward: minima, beside the bare forward's."""
    assert isinstance(network, UNet)
    traced, truth = trace(network, image), street_scene(0, 128).mask
    largest = max((each[0].numpy() for each in traced.activations.values()), key=lambda maps: maps.size)
    maps = surgery.maps_in(traced)

    def atlas() -> object:
        return pack({}, scaled(largest, shared=False).levels.tobytes())

    def cut() -> object:
        logits = surgery.decode(network, maps, ("zero", "blur", "shuffle", "keep"))
        mask = logits[0].argmax(dim=0).numpy()
        errors.boundary_error_map(mask, truth, len(CLASS_NAMES))
        return score_masks(mask, truth, len(CLASS_NAMES), width=1)

    encoded, operated = least_seconds(atlas), least_seconds(cut)
    shape = " × ".join(map(str, largest.shape))
    return [
        Row(f"atlas of the largest map, {shape}, encoded", encoded * 1000, "ms"),
        Row("atlas encoded / bare forward", encoded / bare, "×", "same run"),
        Row("three skips edited → mask, error map and scores", operated * 1000, "ms", bar=150.0),
    ]


def _form(form: object) -> str:
    parts = [name for name in ("channels_last", "bf16") if getattr(form, name)]
    return " + ".join(parts) or "plain float32"


def _megabytes(file: Path) -> float:
    return file.stat().st_size / 1e6
