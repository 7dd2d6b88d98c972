"""Records the trainings that the bug clinic shows, for `clinic` beside it: each bug and its cure, as they learn."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from lessons.training.clinic_recorded import FOLDER, LOOKS
from lessons.training.lab.clinic_run import ClinicRun, clinic_settings
from lessons.training.lab.clinic_trials import TRIALS
from lessons.training.lab.export import class_colours
from lessons.training.lab.pictures import TrainingPictures
from lessons.training.lab.settings import to_query


def record(bug: str, folder: Path = FOLDER) -> None:
    """Train with the bug and with its cure, and write both into `folder`."""
    about = {
        "recorded": date.today().isoformat(),
        "device": "cpu",
        "torch": torch.__version__,
        "settings": to_query(clinic_settings(bug, False)),
        "looks": LOOKS,
    }
    rows, pictures = [], TrainingPictures("scenes64")
    for name, cured in (("broken", False), ("cured", True)):
        run = ClinicRun(clinic_settings(bug, cured), pictures)
        looks = []
        for step in LOOKS:
            while run.step < step:
                run.advance()
            looks.append(run.look())
        rows += [np.hstack(list(look.predictions)) for look in looks]
        about[name] = {
            "processor_seconds": round(run.processor_seconds, 1),
            "scores": [round(look.miou, 5) for look in looks],
            "losses": [float(f"{loss:.5g}") for look in looks for loss in look.losses],
        }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{bug}.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
    image = Image.fromarray(np.vstack(rows), "P")
    image.putpalette(class_colours(TRIALS[bug].class_names).ravel().tolist())
    image.save(folder / f"{bug}.png", optimize=True, bits=4)
