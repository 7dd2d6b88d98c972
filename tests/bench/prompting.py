"""What pointing costs: the look at a picture, a click beside the bare forward, everything, the file; and a room."""

import tempfile
from pathlib import Path

import numpy as np
import torch

from app.classroom import MOST_LABELS, Records, SharedLabel
from app.ui.figures.label_jobs import LabelJob, jobs
from app.views.prompting.annotators import SharedView, compare_labels
from lessons.models import PROMPT_MODELS
from lessons.models.device import as_input, keep_freed_memory
from lessons.models.fitting.prompt_rounds import points_of
from lessons.models.sam import SAM
from lessons.models.weights import WEIGHTS, available, load
from lessons.prompting import export
from lessons.prompting.everything import segment_everything
from lessons.prompting.prompts import Box, Click, Prompts
from lessons.prompting.segmenter import answer, embed, row_of
from lessons.scenes import street_scene
from tests.bench.rows import Row, least_seconds


def rows() -> list[Row]:
    """One thread on the CPU, least of many; a click means from the prompt to masks in memory, without the page."""
    torch.set_num_threads(1)
    keep_freed_memory()
    if "sam" not in available(models=PROMPT_MODELS):
        return []
    network = load("sam")
    assert isinstance(network, SAM)
    rows = [row for size in (128, 256) for row in _at(network, size)]
    embedding = embed(network, street_scene(0, 128).image)
    every = least_seconds(lambda: segment_everything(network, embedding), times=3)
    return [
        *rows,
        Row("everything by a grid of 12 × 12 clicks at 128 px", every * 1000, "ms"),
        Row("sam, file", (WEIGHTS / "sam.safetensors").stat().st_size / 1e6, "MB", bar=3.0),
        *_room(),
    ]


def _at(network: SAM, size: int) -> list[Row]:
    picture = street_scene(0, size).image
    image, embedding = as_input(picture[None]), embed(network, picture)
    prompts = Prompts((Click(size // 2, size // 2), Click(9, 9, positive=False)), Box(5, 5, size, size))
    previous = answer(network, embedding, prompts).logits[0]

    @torch.inference_mode()
    def bare() -> object:
        points = points_of([row_of(prompts)], np.zeros(1, np.int64), torch.device("cpu"))
        return network(image, points)

    looked = least_seconds(lambda: embed(network, picture))
    clicked = least_seconds(lambda: answer(network, embedding, prompts, previous))
    whole = least_seconds(bare)
    return [
        Row(f"look at a picture of {size} px, once", looked * 1000, "ms"),
        Row(f"click → masks at {size} px", clicked * 1000, "ms", "the page's bar is 100 ms", bar=100.0),
        Row(f"click / bare forward at {size} px", clicked / whole, "×", "same run"),
    ]


def _room() -> list[Row]:
    """A class that shares labels of one object, in an SQLite file as on a host; the room measured as the page does."""
    job = jobs()[0]
    with tempfile.TemporaryDirectory() as folder:
        records = Records(f"sqlite:///{Path(folder) / 'records.db'}")
        records.migrate()
        learners = [records.ensure_learner(f"token {number}") for number in range(MOST_LABELS)]
        masks = [_drawn(job, seed) for seed in range(MOST_LABELS)]
        rows = []
        for count in (60, MOST_LABELS):
            for learner, mask in zip(learners[:count], masks, strict=False):
                records.share_label(learner, "tulip7", job.task, "hand", mask, 30.0)

            def shared_and_seen() -> tuple[SharedLabel, ...]:
                records.share_label(learners[0], "tulip7", job.task, "hand", masks[0], 30.0)
                return records.shared_labels("tulip7", job.task, learners[0])

            labels = shared_and_seen()
            assert len(labels) == count
            seen = least_seconds(shared_and_seen)
            # A room that was not seen before, as it is after every new label.
            measured = least_seconds(
                lambda labels=labels: compare_labels(job, SharedView("tulip7", job.task, labels))
            )
            rows += [
                Row(f"share a label → the {count} of the room read", seen * 1000, "ms", bar=100.0),
                Row(f"a room of {count} labels by hand measured", measured * 1000, "ms", bar=100.0),
            ]
        records.close()
    return rows


def _drawn(job: LabelJob, seed: int) -> dict[str, object]:
    """A label of this object as a hand draws it: its outline a pixel off here and there."""
    random, mask = np.random.default_rng(seed), job.target.mask.copy()
    edge = mask ^ (np.roll(mask, 1, 0) & np.roll(mask, -1, 0) & np.roll(mask, 1, 1) & np.roll(mask, -1, 1))
    return export.coco(mask ^ (edge & (random.random(mask.shape) < 0.3)))["segmentation"]
