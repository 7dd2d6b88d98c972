"""The trained networks, loaded once each, in the fastest form that is exact enough, behind one runner."""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from lessons.models.device import as_input, keep_freed_memory, laid_out
from lessons.models.pictures import WATCHED, scene_pictures
from lessons.models.serving.learner_network import LearnerNetwork
from lessons.models.serving.runner import Runner
from lessons.models.serving.trace import Trace, trace
from lessons.models.weights import load

Result = TypeVar("Result")

EXACT_ENOUGH = 0.999
"""The share of pixels whose class a faster form must leave as float32 has it."""


MOST_TRAINED = 8
"""How many networks that learners trained stay loaded; one more, and the one asked longest ago is let go."""


NetworkSource = str | LearnerNetwork
"""The name of a shipped network, or one that was trained here."""


@dataclass(frozen=True)
class Form:
    """One way to compute the same network, as measured here on sample scenes.

    `agreement` is the share of pixels with the same argmax as plain float32; `milliseconds` is for
    one picture.
    """

    channels_last: bool
    bf16: bool
    agreement: float
    milliseconds: float


class LoadedNetwork:
    """A network on its device, in the form chosen for it; `forms` are all that were measured."""

    def __init__(self, network: nn.Module, device: torch.device, samples: NDArray[np.uint8]):
        self.network, self.device = network.to(device), device
        self.forms = measured_forms(self.network, as_input(samples).to(device))
        exact = [form for form in self.forms if form.agreement >= EXACT_ENOUGH]
        self.form = min(exact, key=lambda form: form.milliseconds)
        laid_out(self.network, self.form.channels_last)

    def ready(self, picture: NDArray[np.uint8]) -> Tensor:
        """One picture (height, width, 3) as this network takes it: float32 (1, 3, height, width)."""
        return as_input(picture[None]).to(self.device, memory_format=_layout(self.form.channels_last))

    def logits(self, picture: NDArray[np.uint8]) -> Tensor:
        """Logits float32 (1, classes, height, width), on the CPU, in the form chosen."""
        return _forward(self.network, self.ready(picture), self.form.bf16).float().cpu()

    def trace(self, picture: NDArray[np.uint8], **options: Any) -> Trace:
        """Everything one picture makes of the network, in float32, on the CPU; `options` as in `trace`."""
        traced = trace(self.network, self.ready(picture), **options)
        return Trace(traced.logits.cpu(), {path: each.cpu() for path, each in traced.activations.items()})


def load_network(source: NetworkSource, device: torch.device) -> LoadedNetwork:
    """This network, ready on `device`, its forms measured on street scenes.

    Raises:
        WeightsError: its weights cannot be used.
    """
    return LoadedNetwork(
        load(source) if isinstance(source, str) else source.load(), device, scene_pictures(WATCHED[:4]).images
    )


def measured_forms(network: nn.Module, samples: Tensor, repeats: int = 5) -> tuple[Form, ...]:
    """Every form of an eval-mode network, plain float32 first, measured on `samples` (batch, 3, h, w)."""
    choices = [(False, False), (True, False)]
    if samples.device.type in ("cpu", "cuda"):
        choices.append((True, True))
    plain = [_forward(network, sample, False).argmax(dim=1) for sample in samples.split(1)]
    return tuple(
        _measured(network, samples, plain, channels_last, bf16, repeats) for channels_last, bf16 in choices
    )


def _measured(
    network: nn.Module, samples: Tensor, plain: list[Tensor], channels_last: bool, bf16: bool, repeats: int
) -> Form:
    laid_out(network, channels_last)
    pictures = [sample.contiguous(memory_format=_layout(channels_last)) for sample in samples.split(1)]
    same = [
        (_forward(network, picture, bf16).argmax(dim=1) == expected).float().mean().item()
        for picture, expected in zip(pictures, plain, strict=True)
    ]
    seconds = min(_timed(lambda: _forward(network, pictures[0], bf16)) for _ in range(repeats))
    return Form(channels_last, bf16, sum(same) / len(same), 1000 * seconds)


def _timed(forward: Callable[[], Tensor]) -> float:
    start = time.perf_counter()
    forward()[0, 0, 0, 0].item()  # reading a number waits for a GPU to finish
    return time.perf_counter() - start


@torch.no_grad()
def _forward(network: nn.Module, image: Tensor, bf16: bool) -> Tensor:
    with torch.autocast(image.device.type, torch.bfloat16, enabled=bf16):
        return network(image)


def _layout(channels_last: bool) -> torch.memory_format:
    return torch.channels_last if channels_last else torch.contiguous_format


class Networks:
    """What a page asks: the logits or the trace of a picture, from one runner and one device for all."""

    def __init__(self, runner: Runner, device: torch.device):
        keep_freed_memory()
        self.runner, self.device = runner, device
        self._loaded: dict[str, LoadedNetwork] = {}
        self._trained: OrderedDict[str, LoadedNetwork] = OrderedDict()
        self._lock = threading.Lock()
        self._loading: dict[str, threading.Lock] = {}

    def prepare(self, name: str) -> None:
        """Load a shipped network, so that its first picture need not wait for it. Errors as `run`."""
        self.runner.run((name, "prepared"), lambda: self._loaded_or_load(name).form, long=True)

    def logits(self, source: NetworkSource, picture: NDArray[np.uint8]) -> Tensor:
        """Logits float32 (1, classes, height, width) of a picture uint8 (height, width, 3). Errors as `run`."""
        return self.run(source, picture, "logits", lambda network: network.logits(picture))

    def trace(self, source: NetworkSource, picture: NDArray[np.uint8]) -> Trace:
        """The logits and every activation, in float32. Errors as `run`."""
        return self.run(source, picture, "trace", lambda network: network.trace(picture))

    def run(
        self,
        source: NetworkSource,
        picture: NDArray[np.uint8],
        settings: Hashable,
        work: Callable[[LoadedNetwork], Result],
    ) -> Result:
        """What `work` makes of the network, kept by picture, network and `settings`, which name all else it uses.

        Raises:
            Full: too many pictures wait.
            WeightsError: the model's weights cannot be used.
        """
        name = source if isinstance(source, str) else source.name
        return self.runner.run((name, digest(picture), settings), lambda: work(self._network(source)))

    def _network(self, source: NetworkSource) -> LoadedNetwork:
        if isinstance(source, str):
            return self._loaded_or_load(source)
        with self._lock:
            # Taken out and put back, so that the first is the one asked longest ago.
            network = self._trained.pop(source.name, None) or load_network(source, self.device)
            self._trained[source.name] = network
            if len(self._trained) > MOST_TRAINED:
                self._trained.popitem(last=False)
            return network

    def _loaded_or_load(self, name: str) -> LoadedNetwork:
        """A shipped network. Who asks for another one does not wait while it is loaded."""
        with self._lock:
            loading = self._loading.setdefault(name, threading.Lock())
        with loading:
            if name not in self._loaded:
                self._loaded[name] = load_network(name, self.device)
            return self._loaded[name]


def digest(picture: NDArray[np.uint8]) -> str:
    """A short name for exactly this picture."""
    shape = "x".join(map(str, picture.shape)).encode()
    return hashlib.blake2b(np.ascontiguousarray(picture).tobytes(), key=shape, digest_size=16).hexdigest()
