"""Where a network runs: CUDA or Apple's GPU if there is one, else the CPU. `PIXELWISE_DEVICE` overrides."""

import ctypes
import os
import platform
import sys
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

VARIABLE = "PIXELWISE_DEVICE"


def pick_device(name: str | None = None) -> torch.device:
    """The device to run on: `name`, else what `PIXELWISE_DEVICE` says, else the fastest there is.

    Raises:
        ValueError: the device named is unknown or not on this machine.
    """
    name = name or os.environ.get(VARIABLE)
    there = {"cuda": torch.cuda.is_available, "mps": torch.backends.mps.is_available, "cpu": lambda: True}
    if not name:
        return torch.device(next(kind for kind, is_there in there.items() if is_there()))
    kind, _, index = name.partition(":")
    if kind not in there or (index and not index.isdigit()):
        raise ValueError(f"The device {name!r} is unknown; choose cuda, mps or cpu (set {VARIABLE} to it).")
    if not there[kind]() or (kind == "cuda" and int(index or 0) >= torch.cuda.device_count()):
        raise ValueError(f"This machine has no device {name!r}; set {VARIABLE} to another, or to nothing.")
    return torch.device(name)


def device_name(device: torch.device) -> str:
    """What to call the device on a page, for example "GPU (NVIDIA A100)" or "CPU (AMD EPYC 7B13)"."""
    if device.type == "cuda":
        return f"GPU ({torch.cuda.get_device_name(device)})"
    if device.type == "mps":
        return "GPU (Apple)"
    processor = _processor()
    return f"CPU ({processor})" if processor else "CPU"


def _processor() -> str:
    """The processor's name as its maker gives it; empty where the system does not tell."""
    if sys.platform == "linux":
        try:
            lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        except OSError:
            return ""
        named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        return next(named, platform.machine())
    return platform.processor() or platform.machine()


def keep_freed_memory() -> bool:
    """Let this process keep the memory of freed maps for the next forward pass; whether it can.

    Linux's allocator (glibc) gives large blocks back to the system as soon as they are freed, and
    getting them again, page by page, is most of what keeping every map of a pass costs. Elsewhere
    nothing is changed.
    """
    if sys.platform != "linux":
        return False
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library
        return False
    largest_kept_block, kept_at_most = -3, -1  # M_MMAP_THRESHOLD and M_TRIM_THRESHOLD in malloc.h
    return bool(set_option(largest_kept_block, 32 * 2**20) and set_option(kept_at_most, 256 * 2**20))


def as_input(images: NDArray[np.uint8]) -> Tensor:
    """Pictures uint8 (batch, height, width, 3) as the networks take them: float32 (batch, 3, h, w) in [0, 1].

    The numbers stay in the order they had, channels last, which is also what convolutions on a CPU
    read fastest.
    """
    return torch.from_numpy(images.astype(np.float32, order="C")).permute(0, 3, 1, 2).div_(255)


def laid_out(network: nn.Module, channels_last: bool) -> nn.Module:
    """The same network with its kernels stored channels last, or in torch's own order."""
    layout = torch.channels_last if channels_last else torch.contiguous_format
    return network.to(memory_format=layout)  # pyright: ignore[reportCallIssue]
