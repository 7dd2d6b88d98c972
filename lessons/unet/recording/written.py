"""Writes the record of a series of trials, as `lessons.unet.trials` reads it."""

import datetime
import json
import time
from collections.abc import Sequence
from dataclasses import asdict

import torch

from lessons.models.device import device_name
from lessons.unet import trials


def write(
    name: str, results: Sequence[trials.SkipTrial | trials.PoleTrial], start: float, **about: int
) -> None:
    """Write `assets/recorded/NAME.json`; `start` is the processor time at which the first training began."""
    content = {
        "date": datetime.date.today().isoformat(),
        "processor": device_name(torch.device("cpu")),
        "processor_seconds": round(time.process_time() - start),
        **about,
        "trials": [asdict(each) for each in results],
    }
    text = json.dumps(content).replace('{"levels"', '\n{"levels"').replace('{"poolings"', '\n{"poolings"')
    (trials.FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")
