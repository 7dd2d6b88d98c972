"""Trained weights: fp16 safetensors in `assets/weights`, and a manifest that says what each file is.

Never a pickle: loading one can run a stranger's code. A safetensors file holds numbers and names only.
Torch is imported where weights are loaded or saved: a page that shows scores need not wait for it.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lessons.models import INSTANCE_MODELS, MODELS, PROMPT_MODELS, Model, model

if TYPE_CHECKING:
    from torch import Tensor, nn

WEIGHTS = Path(__file__).parents[2] / "assets" / "weights"
MANIFEST = "manifest.json"


class WeightsError(Exception):
    """Weights that cannot be used, in one sentence that says what to do."""


def manifest(folder: Path = WEIGHTS) -> dict[str, dict[str, Any]]:
    """The rows of the manifest by model name; empty if there is none yet.

    Raises:
        WeightsError: it is not JSON of that form.
    """
    path = folder / MANIFEST
    try:
        status = path.stat()
        return dict(_rows(path, status.st_mtime_ns, status.st_size))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path} cannot be read as JSON ({error}); restore it, or train again.") from error


@lru_cache(maxsize=4)
def _rows(path: Path, modified: int, size: int) -> dict[str, dict[str, Any]]:
    """The rows of the manifest as it is since then; pages ask for them at every run."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(rows, dict) or not all(isinstance(row, dict) for row in rows.values()):
        raise WeightsError(f"{path} is no table of models; restore it, or train again.")
    return rows


def scores(name: str, folder: Path = WEIGHTS) -> dict[str, Any]:
    """The held-out scores in the manifest's row, such as `miou` or `recall`, as its task's `row` gives them.

    Raises:
        WeightsError: the manifest has no such row.
        KeyError: there is no such model.
    """
    return _row(name, folder)["held_out"]


def available(folder: Path = WEIGHTS, models: tuple[Model, ...] = MODELS) -> tuple[str, ...]:
    """The names of those of `models` whose weights are there, in their order."""
    rows = manifest(folder)
    return tuple(
        each.name for each in models if each.name in rows and (folder / f"{each.name}.safetensors").is_file()
    )


def load(name: str, folder: Path = WEIGHTS) -> "nn.Module":
    """The trained network, in eval mode, float32, on the CPU. A new one at each call.

    Raises:
        WeightsError: the file is missing, differs from the manifest, or does not fit the network.
        KeyError: there is no such model.
    """
    import safetensors.torch

    row = _row(name, folder)
    path = folder / f"{name}.safetensors"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"The weights {path} are missing; restore the file, or {_train(name)}.") from error
    if hashlib.sha256(content).hexdigest() != row.get("sha256"):
        raise WeightsError(
            f"The weights {path} are not those the manifest describes (their sha256 differs); "
            f"restore the file, or {_train(name)}."
        )
    network = model(name).build(len(model(name).class_names))
    try:
        network.load_state_dict(safetensors.torch.load(content))
    except (safetensors.SafetensorError, RuntimeError) as error:
        raise WeightsError(
            f"The weights {path} do not fit the network {name} as it is now; {_train(name)}."
        ) from error
    return network.eval().requires_grad_(False)


def fp16_state(network: "nn.Module") -> dict[str, "Tensor"]:
    """What a file of weights holds: what is learned as fp16, running statistics as they are, all on the CPU."""
    learned = {key for key, _ in network.named_parameters()}
    # What a normalisation measured, its running mean and variance, can be larger than fp16 holds.
    return {
        key: (value.half() if key in learned else value).cpu().contiguous()
        for key, value in network.state_dict().items()
    }


def fp16_file(network: "nn.Module") -> bytes:
    """The network's weights, `fp16_state`, as a safetensors file."""
    import safetensors.torch

    return safetensors.torch.save(fp16_state(network))


def save(name: str, network: "nn.Module", row: Mapping[str, Any], folder: Path = WEIGHTS) -> None:
    """Write the weights, `fp16_state`, and `row` with sha256 and size to the manifest.

    Raises:
        WeightsError: a weight is too large for fp16 or not a number.
    """
    import safetensors.torch
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    tensors = fp16_state(network)
    for key, value in tensors.items():
        if not torch.isfinite(value).all():
            raise WeightsError(f"The weight {key} of {name} is not a number that fp16 can hold; train again.")
    content = safetensors.torch.save(tensors)
    _replace(folder / f"{name}.safetensors", content)
    measured = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
    }
    rows = manifest(folder) | {name: measured | dict(row)}
    every = (*MODELS, *INSTANCE_MODELS, *PROMPT_MODELS)
    ordered = {each.name: rows[each.name] for each in every if each.name in rows}
    _replace(folder / MANIFEST, (json.dumps(ordered, indent=2) + "\n").encode())


def _row(name: str, folder: Path) -> dict[str, Any]:
    model(name)
    rows = manifest(folder)
    if name not in rows:
        raise WeightsError(f"{name} has no trained weights here; {_train(name)}.")
    return rows[name]


def _replace(path: Path, content: bytes) -> None:
    """Write a whole file or none of it."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    partial.write_bytes(content)
    partial.replace(path)


def _train(name: str) -> str:
    return f"train it with `python -m lessons.models train {name}`"
