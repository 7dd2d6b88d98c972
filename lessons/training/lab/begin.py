"""Which training the settings mean: one of the lab, or one of the bug clinic."""

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
