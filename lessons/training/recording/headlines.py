"""Records the headline experiments by training them: `python -m lessons.training.recording.headlines [NAME …]`.

All are seeded and end by their steps. Everything together takes about half an hour on one thread.
"""

import argparse
import datetime
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from lessons.models.device import as_input, device_name
from lessons.models.fitting.scoring import predictions
from lessons.models.pictures import Pictures
from lessons.scenes import CLASS_NAMES
from lessons.training import recorded
from lessons.training.headlines import HEADLINES, Headline
from lessons.training.lab.export import class_colours
from lessons.training.lab.look import Look
from lessons.training.lab.pictures import TrainingPictures, watched
from lessons.training.lab.run import Run
from lessons.training.lab.settings import Settings, to_query

ROAD = CLASS_NAMES.index("road")
Map = NDArray[np.float32]


def record(name: str, headline: Headline, folder: Path) -> None:
    """Train all runs of an experiment, and write what came of them, after each run of those so far."""
    runs: list[dict[str, Any]] = []
    masks: list[NDArray[np.int64]] = []
    maps: list[Map] = []
    held_out: list[NDArray[np.int64]] = []
    shared: dict[str, TrainingPictures] = {}
    start = time.process_time()
    for settings in headline.runs:
        run = Run(settings, shared.setdefault(settings.data, TrainingPictures(settings.data)))
        looks, losses = [], []
        for step in headline.looks:
            while run.step < step:
                losses.append(round(run.advance(), 5))
            look = run.look()
            run.network.eval()
            masks.append(_masks(run, watched(settings.data)))
            looks.append(_numbers(look))
            if headline.logits:
                maps.append(_logits(run))
                looks[-1]["logits"] = [float(maps[-1].min()), float(maps[-1].max())]
            run.network.train()
        runs.append({"settings": to_query(settings), "losses": losses, "looks": looks})
        if headline.held_out:
            run.network.eval()
            held_out.append(_masks(run, recorded.held_out(settings.data)))
        about = {
            "date": datetime.date.today().isoformat(),
            "processor": device_name(_CPU),
            "processor_seconds": round(time.process_time() - start),
        }
        # After each run, so that what is done counts if somebody stops it.
        _palette_png(folder / f"{name}.png", np.concatenate(masks), settings)
        if held_out:
            _palette_png(folder / f"{name}-held-out.png", np.concatenate(held_out), settings)
        if maps:
            logits = np.concatenate(list(map(_sixteen_bits, maps)))
            Image.fromarray(logits).save(folder / f"{name}-logits.png")
        text = json.dumps(about | {"runs": runs}).replace('{"settings"', '\n{"settings"')
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{name} {len(runs)}/{len(headline.runs)}: mIoU {looks[-1]['miou']:.3f}", flush=True)


_CPU = torch.device("cpu")


def _masks(run: Run, pictures: Pictures) -> NDArray[np.int64]:
    """The predicted masks side by side, (height, pictures · width); the network in eval mode."""
    return np.concatenate(list(predictions(run.seen, pictures, _CPU)), axis=1)


def _numbers(look: Look) -> dict[str, Any]:
    return {
        "step": look.step,
        "processor_seconds": round(look.processor_seconds, 1),
        "pixel_accuracy": look.pixel_accuracy,
        "miou": look.miou,
        "boundary_iou": look.boundary_iou,
        "per_class_iou": [None if np.isnan(iou) else iou for iou in look.per_class_iou],
    }


def _logits(run: Run) -> Map:
    """The logits of "road" in the first watched picture, (height, width)."""
    with torch.inference_mode():
        return run.seen(as_input(watched(run.settings.data).images[:1]))[0, ROAD].float().numpy()


def _sixteen_bits(values: Map) -> NDArray[np.uint16]:
    span = float(values.max() - values.min()) or 1.0
    return np.round((2**16 - 1) * (values.astype(np.float64) - values.min()) / span).astype(np.uint16)


def _palette_png(path: Path, ids: NDArray[np.int64], settings: Settings) -> None:
    picture = Image.fromarray(ids.astype(np.uint8), "P")
    picture.putpalette(class_colours(settings.class_names).ravel().tolist())
    picture.save(path, optimize=True)


def main() -> None:
    """Record all experiments, or those that are named."""
    parser = argparse.ArgumentParser(
        prog="python -m lessons.training.recording.headlines", description=__doc__
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"experiments: {', '.join(HEADLINES)}")
    torch.set_num_threads(1)
    recorded.FOLDER.mkdir(parents=True, exist_ok=True)
    for name in parser.parse_args().names or HEADLINES:
        record(name, HEADLINES[name], recorded.FOLDER)


if __name__ == "__main__":
    main()
