"""What every page asks of the trained networks: whether they are there, and a sentence where they cannot answer."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from torch import Tensor

from lessons.models import INSTANCE_MODELS, MODELS, PROMPT_MODELS
from lessons.models.weights import WeightsError, available
from lessons.waiting import Full

_Arguments = ParamSpec("_Arguments")


WITH_SKIPS, WITHOUT, FULLY_CONVOLUTIONAL = "unet", "unet_no_skips", "fcn"


def ready(name: str) -> bool:
    """Whether this network's trained weights are here."""
    return name in available(models=(*MODELS, *INSTANCE_MODELS, *PROMPT_MODELS))


def how_to_train(name: str) -> str:
    """What to do where they are not."""
    return f"The network {name} has no trained weights here. Train it with `python -m lessons.models train {name}`."


def answered(section: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
    """Decorates a section: where the networks cannot answer now, their sentence stands in its place."""

    @wraps(section)
    def body(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> None:
        try:
            section(*arguments, **named)
        except (Full, WeightsError) as error:
            st.warning(str(error))

    return body


def mask_of(logits: Tensor) -> NDArray[np.int64]:
    """The winning class at every pixel, (height, width)."""
    return logits[0].argmax(dim=0).numpy()
