"""Which training the settings mean: one of the lab, or one of the bug clinic."""

from dataclasses import replace

from lessons.training.lab.look import Look
from lessons.training.lab.pictures import TrainingPictures
from lessons.training.lab.run import Run
from lessons.training.lab.settings import Settings


def begun(settings: Settings, pictures: TrainingPictures | None = None) -> Run:
    """The training, before its first step. Errors as `Run`."""
    if type(settings) is Settings:
        return Run(settings, pictures)
    from lessons.training.lab.clinic_run import (  # most processes never train with a bug
        ClinicRun,
        ClinicSettings,
    )

    assert isinstance(settings, ClinicSettings)
    return ClinicRun(settings, pictures)


def first_look(settings: Settings) -> Look:
    """What a training of these settings shows before its first step, without a process that trains. Errors as `Run`."""
    return begun(replace(settings, pictures=1)).look()
